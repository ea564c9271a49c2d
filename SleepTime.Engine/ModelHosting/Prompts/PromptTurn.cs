namespace SleepTime.Engine.ModelHosting.Prompts;

/// <summary>A question that was answered before the one being asked.</summary>
public sealed record PromptTurn(string Question, string Answer);
