using SleepTime.Engine.ModelHosting.Prompts;

namespace SleepTime.Engine.Answering;

/// <summary>What a question must keep to. Pure.</summary>
internal static class AskRequestRules
{
    private const float MaxTemperature = 2;
    private const int MaxTurnAnswerLength = 100_000;

    /// <exception cref="InvalidQuestionException">The first rule that is not kept.</exception>
    public static void Check(AskRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Question))
            throw new InvalidQuestionException("question", "The question is empty. Type one.");
        if (request.Question.Length > AskRequest.MaxQuestionLength)
        {
            throw new InvalidQuestionException(
                "question", $"The question has {request.Question.Length:N0} characters; the limit is {AskRequest.MaxQuestionLength:N0}. Shorten it, or put the long part into a context.");
        }
        if (request.Question.Contains('\0', StringComparison.Ordinal))
            throw new InvalidQuestionException("question", "The question has a NUL character in it, so it is not text. Take it out.");
        if (request.Modes.Count == 0)
            throw new InvalidQuestionException("modes", "No mode was chosen. Choose standard, sleep or both.");
        if (request.Modes.Distinct().Count() != request.Modes.Count || !request.Modes.All(Enum.IsDefined))
            throw new InvalidQuestionException("modes", $"The modes are {string.Join(", ", request.Modes)}; each of standard and sleep can be chosen once.");
        if (request.Verbosity is < 0 or > PromptComposer.MaxVerbosity)
            throw new InvalidQuestionException("verbosity", $"The verbosity is {request.Verbosity}; choose 0 to {PromptComposer.MaxVerbosity}.");
        if (request.Temperature is not (>= 0 and <= MaxTemperature))
            throw new InvalidQuestionException("temperature", $"The temperature is {request.Temperature}; choose 0 to {MaxTemperature}.");
        if (request.MaxTokens < 1)
            throw new InvalidQuestionException("maxTokens", $"The most tokens to generate is {request.MaxTokens}; choose 1 or more, or leave it out.");
        if (request.IsBlind && request.Modes.Count < 2)
            throw new InvalidQuestionException("blind", "A blind comparison needs two sides. Ask in both modes, or not blind.");
        if (request.Turns.Count > 0 && request.FollowsRunId is not null)
            throw new InvalidQuestionException("followsRunId", "The question follows up a run and brings earlier turns of its own. Give one of them.");
        if (request.Turns.Any(turn => turn.Question.Length > AskRequest.MaxQuestionLength || turn.Answer.Length > MaxTurnAnswerLength))
        {
            throw new InvalidQuestionException(
                "turns", $"An earlier turn is too long: its question may have {AskRequest.MaxQuestionLength:N0} characters and its answer {MaxTurnAnswerLength:N0}. Shorten it or leave it out.");
        }
        CheckExpected(request.ExpectedAnswer);
    }

    /// <exception cref="InvalidQuestionException">It is too long.</exception>
    public static void CheckExpected(string? expected)
    {
        if (expected?.Length > AnswerScore.MaxExpectedLength)
        {
            throw new InvalidQuestionException(
                "expectedAnswer", $"The expected answer has {expected.Length:N0} characters; the limit is {AnswerScore.MaxExpectedLength:N0}. Give the answer alone, such as a number or a name.");
        }
    }
}
