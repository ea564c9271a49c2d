namespace SleepTime.Engine.Answering.Numbers;

/// <summary>A number as it stands in an answer.</summary>
/// <param name="Text">With its sign and currency, without its unit.</param>
/// <param name="Start">Index of its first character.</param>
public sealed record AnswerNumber(decimal Value, string Text, int Start);
