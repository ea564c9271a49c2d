namespace SleepTime.Engine.Sleeping.Gating;

/// <summary>A context whose present text is not slept on, with why.</summary>
/// <param name="ByPerson">Whether a person forbade it.</param>
public sealed record SkippedContext(Guid ContextId, string Title, bool ByPerson, string Reason, DateTimeOffset MadeAt)
{
    /// <summary>The known cases that apply, those against sleep first.</summary>
    public IReadOnlyList<GateArgument> Cases { get; init; } = [];
}
