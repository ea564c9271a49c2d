using SleepTime.Engine.Generation.Prefixes;

namespace SleepTime.Engine.Generation;

/// <summary>What waiting requests share with what is kept and what runs: searched once and remembered until that changes.</summary>
internal sealed partial class EngineLoop
{
    private readonly PrefixChanges _changes = new();

    // In this step.
    private bool _restored;

    /// <summary>States read from disk that are under way or wanted by somebody.</summary>
    internal int StatesRead => _saved.LoadsHeld;

    /// <summary>Searches for waiting requests so far.</summary>
    internal int PrefixSearches { get; private set; }

    /// <summary>
    /// True while another generation reads what this one begins with, or its state is read from disk: once that is done,
    /// this one has it without computing it a second time.
    /// </summary>
    private bool IsPrefixOnItsWay(GenerationTicket candidate)
    {
        if (!_canShare)
            return false;
        var look = LookAt(candidate);
        return look.IsBeingRead(candidate.Request.Class) || _saved.IsLoading(candidate, look.Saved, look.Live);
    }

    /// <summary>
    /// A restore copies a whole state while everybody waits: as long as something is decoded there is one in a step, and
    /// who needs another is admitted in the next.
    /// </summary>
    private bool IsRestoredLater(GenerationTicket candidate)
    {
        if (!HasRestoredBesideDecoding())
            return false;
        var look = LookAt(candidate);
        return SavedPrefixes.MayRestore(candidate, look.Saved.InMemory, look.Live);
    }

    private bool IsRestoredLater(ActiveGeneration parked) => HasRestoredBesideDecoding()
        && SavedPrefixes.MayRestore(parked.Ticket, _saved.LookAt(parked.Shareable[..^1]).InMemory, FindPrefix(parked.Shareable).Shared);

    private bool HasRestoredBesideDecoding() =>
        _restored && _active.Exists(generation => generation.IsDecoding && !generation.Ticket.SteppedAside);

    private PrefixLook LookAt(GenerationTicket candidate)
    {
        if (candidate.Look is { } known && known.Version == _changes.Version)
            return known;
        PrefixSearches++;
        var prompt = PromptOf(candidate);
        var resident = _prefixes.FindLongest(prompt[..^1]).Shared;
        return candidate.Look = new PrefixLook(_changes.Version, prompt, resident, _active, _saved.LookAt(prompt[..^1]));
    }

    /// <summary>The part of the prompt that may be shared, and one token more.</summary>
    private static ReadOnlySpan<int> PromptOf(GenerationTicket ticket) =>
        ticket.Request.ScoreFrom > 0 ? ticket.Prompt.AsSpan(0, ticket.Request.ScoreFrom) : ticket.Prompt;
}
