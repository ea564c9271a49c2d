using SleepTime.Engine.ModelHosting.Prompts;

namespace SleepTime.Engine.Chatting;

/// <summary>Messages as chat templates know them: what the model keeps to, then user and model in turn, the user first and last.</summary>
public sealed record Conversation(string System, IReadOnlyList<ChatMessage> Messages)
{
    /// <exception cref="InvalidChatException">The messages cannot be put so.</exception>
    public static Conversation From(IReadOnlyList<ChatMessage> messages)
    {
        var spoken = messages.SkipWhile(message => message.Role == ChatRole.System).ToList();
        var system = Joined(messages.Take(messages.Count - spoken.Count));
        if (messages.Any(message => message.Text.Contains('\0', StringComparison.Ordinal)))
            throw Invalid("A message has a NUL character in it, so it is not text. Take it out.");
        if (spoken.Any(message => message.Role == ChatRole.System))
            throw Invalid("A system message stands after others. Put what the model is to keep to before the first message of the user.");
        var turns = new List<ChatMessage>();
        for (int from = 0, to; from < spoken.Count; from = to)
        {
            // Joined once for all of a role that stand together: a million of them would be copied a million times otherwise.
            to = from + 1;
            while (to < spoken.Count && spoken[to].Role == spoken[from].Role)
                to++;
            turns.Add(spoken[from] with { Text = Joined(spoken[from..to]) });
        }
        if (turns is not [{ Role: ChatRole.User }, ..])
            throw Invalid(turns.Count == 0 ? "There is no message of the user. Give one to answer." : "The conversation begins with the model's own message. Begin with one of the user.");
        if (turns[^1].Role != ChatRole.User)
            throw Invalid("The last message is the model's own. End with one of the user to answer.");
        if (string.IsNullOrWhiteSpace(turns[^1].Text))
            throw Invalid("The last message is empty. Write what to answer.");
        return new Conversation(system, turns);
    }

    /// <summary>The last message of the user.</summary>
    public string Question => Messages[^1].Text;

    /// <summary>What was asked and answered before it, the earliest first.</summary>
    public IReadOnlyList<PromptTurn> Turns => [.. Messages.Chunk(2).Where(pair => pair.Length == 2).Select(pair => new PromptTurn(pair[0].Text, pair[1].Text))];

    /// <summary>Characters of all of it.</summary>
    public long Length => System.Length + Messages.Sum(message => (long)message.Text.Length);

    private static string Joined(IEnumerable<ChatMessage> messages) => string.Join("\n\n", messages.Select(message => message.Text).Where(text => text.Length > 0));

    private static InvalidChatException Invalid(string message) => new("messages", message);
}
