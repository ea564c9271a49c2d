using System.Text;

namespace SleepTime.Engine.ModelHosting.Prompts;

/// <summary>
/// How a model family marks who speaks, as pieces put around texts. The begin token is not among them: the vocabulary
/// says whether there is one.
/// </summary>
internal sealed record ChatTemplate
{
    public required string Name { get; init; }

    /// <summary>Pieces around the system text; null when the family has no such role.</summary>
    public (string Before, string After)? System { get; init; }

    /// <summary>Plain text around the system text at the head of the user's, for families without the role.</summary>
    public (string Before, string After) SystemInUser { get; init; } = ("", "\n\n");

    public required (string Before, string After) User { get; init; }

    /// <summary>What the model continues.</summary>
    public required string AssistantBefore { get; init; }

    /// <summary>What an answer is made to begin with and earlier ones are told without: the empty thoughts of a model that is not to think.</summary>
    public string AnswerBegins { get; init; } = "";

    /// <summary>What stands after an earlier answer of the model's.</summary>
    public required string AssistantAfter { get; init; }

    /// <summary>Plain text at the end of an earlier answer, tokenised as a part of it.</summary>
    public string AssistantTail { get; init; } = "";

    /// <summary>Which white space around a text the family's own template leaves out.</summary>
    public TrimmedSpace Trims { get; init; } = TrimmedSpace.None;

    /// <summary>Ends of an answer that some files of the family give out as text instead of as their end token.</summary>
    public required IReadOnlyList<string> Ends { get; init; }

    /// <summary>One exchange up to where the model goes on.</summary>
    public IReadOnlyList<PromptSegment> Wrap(string system, string user) => Wrap(system, [new ChatMessage(ChatRole.User, user)]);

    /// <summary>A conversation up to where the model goes on. Neighbouring pieces come as one segment.</summary>
    /// <param name="system">Empty for none.</param>
    /// <param name="messages">User and model in turn, the user first and last.</param>
    public IReadOnlyList<PromptSegment> Wrap(string system, IReadOnlyList<ChatMessage> messages)
    {
        var segments = new List<PromptSegment>();
        var pieces = new StringBuilder();
        if (system.Length > 0 && System is { } around)
        {
            pieces.Append(around.Before);
            AddText(Trim(system));
            pieces.Append(around.After);
        }
        for (var i = 0; i < messages.Count; i++)
        {
            var (role, text) = messages[i];
            if (role == ChatRole.User)
            {
                pieces.Append(User.Before);
                AddText(i == 0 && system.Length > 0 && System is null ? SystemInUser.Before + Trim(system) + SystemInUser.After + Trim(text) : Trim(text));
                pieces.Append(User.After).Append(AssistantBefore);
            }
            else
            {
                AddText(Trim(text) + AssistantTail);
                pieces.Append(AssistantAfter);
            }
        }
        pieces.Append(AnswerBegins);
        EndPieces();
        return segments;

        void AddText(string text)
        {
            EndPieces();
            segments.Add(new PromptSegment(text, IsTemplate: false));
        }

        void EndPieces()
        {
            if (pieces.Length > 0)
                segments.Add(new PromptSegment(pieces.ToString(), IsTemplate: true));
            pieces.Clear();
        }
    }

    private string Trim(string text) => Trims switch
    {
        TrimmedSpace.Both => text.Trim(),
        TrimmedSpace.Start => text.TrimStart(),
        _ => text,
    };
}

internal enum TrimmedSpace
{
    None,
    Start,
    Both,
}

/// <param name="IsTemplate">True for the template's own pieces, the only ones whose control tokens count.</param>
internal readonly record struct PromptSegment(string Text, bool IsTemplate);
