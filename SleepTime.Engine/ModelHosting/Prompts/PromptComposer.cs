using SleepTime.Engine.Runtimes;

namespace SleepTime.Engine.ModelHosting.Prompts;

/// <summary>
/// Builds the prompts of one model in tokens, from its profile's texts and its chat template. Template pieces are
/// tokenised with control tokens on, everything else with control tokens off. The stable part comes first, so that
/// both modes and the next question share it. Thread-safe.
/// </summary>
public sealed class PromptComposer
{
    public const int MaxVerbosity = 4;

    private readonly PromptProfile _profile;
    private readonly ChatTemplate _template;
    private readonly IVocabulary _vocabulary;
    private readonly int _reservedTokens;
    private readonly int _askingTokens;
    private readonly int _wordsToAsk;

    internal PromptComposer(PromptProfile profile, ChatTemplate template, IVocabulary vocabulary)
    {
        _profile = profile;
        _template = template;
        _vocabulary = vocabulary;
        Version = $"{profile.Name}-{profile.Fingerprint(template)}";
        // What the prompts say themselves, with what they leave room for beside text and notes.
        var asking = Enumerable.Range(0, MaxVerbosity + 1).Max(verbosity => FromNotes("-", ["-"], "-", verbosity).Length + AnswerBudget(verbosity));
        var sleeping = Enumerable.Range(1, SleepPasses).Max(pass => Sleep("-", ["-"], pass).Length);
        _wordsToAsk = asking + profile.Budgets.QuestionTokens;
        _askingTokens = asking + profile.Budgets.QuestionTokens - FromNotes("-", ["-"], "-", verbosity: 0).Length;
        _reservedTokens = (SleepPasses * SleepBudget) + Math.Max(asking + profile.Budgets.QuestionTokens, sleeping);
    }

    /// <summary>Profile name and a hash of its texts; changes whenever a prompt changes.</summary>
    public string Version { get; }

    /// <summary>Number of sleep passes of the profile.</summary>
    public int SleepPasses => _profile.Sleep.Count;

    /// <summary>Texts at which generation ends, beside the model's own end tokens.</summary>
    public IReadOnlyList<string> StopStrings => _template.Ends;

    /// <summary>Most tokens of an answer at a verbosity from 0 to 4.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such verbosity.</exception>
    public int AnswerBudget(int verbosity)
    {
        CheckVerbosity(verbosity);
        return _profile.Budgets.AnswerTokens[verbosity];
    }

    /// <summary>Most tokens of one sleep pass.</summary>
    public int SleepBudget => _profile.Budgets.SleepTokens;

    /// <summary>Whether the first pass can be given notes that are there already, such as those of an earlier version of the text.</summary>
    public bool CarriesNotes => _profile.Budgets.CarriesNotes;

    /// <summary>Whether a question can be asked with earlier questions and their answers before it.</summary>
    public bool CarriesTurns => _profile.Turns is not null;

    /// <summary>Most tokens of the reply to <see cref="Judge"/>.</summary>
    public int JudgeBudget => _profile.Budgets.JudgeTokens;

    /// <summary>Most tokens of the reply to <see cref="Anticipate"/>.</summary>
    public int AnticipateBudget => _profile.Budgets.AnticipateTokens;

    /// <summary>
    /// Most tokens of a text that, with the prompts' own words, the notes of all passes, a question and the longest
    /// answer, fits <paramref name="contextLength"/> tokens. Below 1 when no text fits.
    /// </summary>
    public int TextLimit(int contextLength) => contextLength - _reservedTokens;

    /// <summary>Most tokens of text and notes together that leave room for a question and the longest answer.</summary>
    public int RoomToAsk(int contextLength) => contextLength - _wordsToAsk;

    /// <summary>Most tokens of a section of a long text that the model reads well; null for as many as it has room for.</summary>
    public int? SectionTokens => _profile.Budgets.SectionTokens;

    /// <summary>How many sections of a long text the model reads well beside each other; null for as many as it has room for.</summary>
    public int? SectionsAtOnce => _profile.Budgets.SectionsAtOnce;

    /// <summary>Whether the model can infer something from the notes of several sections together.</summary>
    public bool MergesNotes => _profile.Budgets.MergesNotes;

    /// <summary>A section of a long text as it stands among others in a prompt.</summary>
    public string Excerpt(string label, string text) => _profile.Excerpt?.Fill(("label", label), ("text", text)) ?? text;

    /// <summary>
    /// Whether text and notes leave room for a question as long as is kept free for one and for the longest answer, counted
    /// in the tokens of the very prompt.
    /// </summary>
    public bool LeavesRoomToAsk(string context, IReadOnlyList<string> notes, int contextLength) =>
        FromNotes(context, notes, "-", verbosity: 0).Length + _askingTokens <= contextLength;

    /// <summary>A question from the raw context.</summary>
    /// <param name="turns">Earlier questions, the earliest first; left out unless <see cref="CarriesTurns"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such verbosity.</exception>
    public int[] Standard(string context, string question, int verbosity, IReadOnlyList<PromptTurn>? turns = null) =>
        Compose(Context(context), Turns(turns), Ask(_profile.Standard, question, verbosity));

    /// <summary>A question from the context and its notes, a line each.</summary>
    /// <param name="turns">Earlier questions, the earliest first; left out unless <see cref="CarriesTurns"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such verbosity.</exception>
    public int[] FromNotes(string context, IReadOnlyList<string> notes, string question, int verbosity, IReadOnlyList<PromptTurn>? turns = null) =>
        Compose(Context(context), Notes(notes), Turns(turns), Ask(_profile.FromNotes, question, verbosity));

    /// <summary>Sleep pass <paramref name="pass"/> (from 1), given the notes of the passes before it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such pass.</exception>
    public int[] Sleep(string context, IReadOnlyList<string> notesSoFar, int pass)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pass, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pass, SleepPasses);
        return Compose(Context(context), Notes(notesSoFar), _profile.Sleep[pass - 1].Fill());
    }

    /// <summary>Whether a note follows from the context; the reply ends in "Judgement: supported" or "Judgement: not supported".</summary>
    public int[] Judge(string context, string note) => Compose(Context(context), _profile.Judge.Fill(("note", note)));

    /// <summary>The questions that are likely to be asked, a line each with "Answer: " and the answer, given all notes.</summary>
    public int[] Anticipate(string context, IReadOnlyList<string> notes) =>
        Compose(Context(context), Notes(notes), _profile.Anticipate.Fill());

    /// <summary>A conversation about nothing stored, in the chat template's own words alone.</summary>
    /// <param name="system">Empty for none.</param>
    /// <param name="messages">User and model in turn, the user first and last.</param>
    public int[] Chat(string system, IReadOnlyList<ChatMessage> messages) => Tokenize(_template.Wrap(system, messages));

    /// <summary>An answer as a reply may give it, for drafting.</summary>
    public int[] AnswerTokens(string answer) => [.. _vocabulary.Tokenize($"Answer: {answer}", parseSpecial: false)];

    /// <summary>What every question from the raw context begins with.</summary>
    public int[] StandardPrefix(string context) => Prefix(question => Standard(context, question, verbosity: 0));

    /// <summary>What every question from the context and its notes begins with.</summary>
    public int[] NotesPrefix(string context, IReadOnlyList<string> notes) => Prefix(question => FromNotes(context, notes, question, verbosity: 0));

    /// <summary>
    /// A question as the tokens that follow <see cref="StandardPrefix"/>, to be scored; empty when it has none of its own.
    /// What comes after every question (the verbosity, the template's end) is left out.
    /// </summary>
    public int[] QuestionTokens(string context, string question)
    {
        var (prompt, other) = (Standard(context, question, verbosity: 0), Standard(context, "7", verbosity: 0));
        var start = StandardPrefix(context).Length;
        var end = prompt.Length;
        for (var tail = other.Length; end > start && tail > start && prompt[end - 1] == other[tail - 1]; tail--)
            end--;
        return prompt[start..end];
    }

    /// <summary>
    /// Tokenised on its own, a beginning may end in other tokens than it has within a prompt. So it is what two prompts
    /// have in common whose questions have nothing in common.
    /// </summary>
    private static int[] Prefix(Func<string, int[]> prompt)
    {
        var (one, other) = (prompt("How many?"), prompt("7"));
        return one[..one.AsSpan().CommonPrefixLength(other)];
    }

    private string Context(string context) => _profile.Context.Fill(("context", context));

    private string Notes(IReadOnlyList<string> notes) =>
        notes.Count == 0 ? "" : _profile.Notes.Fill(("notes", string.Join('\n', notes)));

    // After what every question on the text begins with, so that a follow-up shares it too.
    private string Turns(IReadOnlyList<PromptTurn>? turns) => turns is not { Count: > 0 } || _profile.Turns is not { } text
        ? ""
        : text.Fill(("turns", string.Join("\n\n", turns.Select(turn => $"Question: {turn.Question}\nAnswer: {turn.Answer}"))));

    private string Ask(PromptText prompt, string question, int verbosity)
    {
        CheckVerbosity(verbosity);
        var words = _profile.Verbosity.Count == 0 ? "" : _profile.Verbosity[verbosity].Fill();
        return prompt.Fill(("question", question), ("level", verbosity.ToString()), ("verbosity", words));
    }

    /// <summary>The blocks, parted by blank lines, as what the user says.</summary>
    private int[] Compose(params string[] blocks)
    {
        var user = string.Join("\n\n", blocks.Where(block => block.Length > 0));
        return Tokenize(_template.Wrap(_profile.System, user));
    }

    private int[] Tokenize(IReadOnlyList<PromptSegment> segments)
    {
        var tokens = new List<int>();
        if (_vocabulary.BeginOfText is { } begin)
            tokens.Add(begin);
        foreach (var segment in segments)
            tokens.AddRange(_vocabulary.Tokenize(segment.Text, parseSpecial: segment.IsTemplate));
        return [.. tokens];
    }

    private static void CheckVerbosity(int verbosity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(verbosity);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(verbosity, MaxVerbosity);
    }
}
