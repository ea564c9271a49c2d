namespace SleepTime.Engine.Answering.Feedback;

/// <summary>A vote cannot be taken; the message says why and what to do next.</summary>
public sealed class VoteRefusedException(string message) : Exception(message);
