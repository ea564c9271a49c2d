namespace SleepTime.Engine.ModelHosting.Prompts;

/// <summary>How many tokens a profile gives to what, from its <c>budgets.json</c>.</summary>
/// <param name="SleepTokens">Most tokens of one sleep pass.</param>
/// <param name="QuestionTokens">Kept free for a question when a text is checked for its length.</param>
/// <param name="AnswerTokens">Most tokens of an answer, for verbosity 0 to 4.</param>
/// <param name="JudgeTokens">Most tokens of the reply that judges a note.</param>
/// <param name="AnticipateTokens">Most tokens of the list of anticipated questions.</param>
/// <param name="CarriesNotes">Whether the first pass can be given notes that are there already.</param>
/// <param name="MergesNotes">Whether the second pass, over the notes of several sections of a long text, brings something to light.</param>
/// <param name="SectionTokens">Most tokens of a section of a long text that the model reads well; null for as many as fit.</param>
/// <param name="SectionsAtOnce">How many sections it reads well beside each other; null for as many as fit.</param>
internal sealed record PromptBudgets(
    int SleepTokens, int QuestionTokens, IReadOnlyList<int> AnswerTokens, int JudgeTokens, int AnticipateTokens,
    bool CarriesNotes = false, bool MergesNotes = false, int? SectionTokens = null, int? SectionsAtOnce = null);
