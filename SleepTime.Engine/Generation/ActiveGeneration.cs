using System.Runtime.InteropServices;
using SleepTime.Engine.Generation.Lookup;
using SleepTime.Engine.Generation.Prefixes;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Engine.Generation;

/// <summary>A request that the engine has admitted: its tokens, how far they are computed, and its text. Engine thread only.</summary>
internal sealed class ActiveGeneration(GenerationTicket ticket, ITokenSampler? sampler, PromptLookup? lookup) : IDisposable
{
    private readonly List<int> _tokens = [.. ticket.Request.Prompt];

    public GenerationTicket Ticket { get; } = ticket;

    public GenerationClass Class => Ticket.Request.Class;

    /// <summary>Whom the engine is shared fairly with.</summary>
    public string Asker => Ticket.Request.Owner;

    /// <summary>Null when it is scored: nothing is drawn then.</summary>
    public ITokenSampler? Sampler { get; } = sampler;

    /// <summary>Where its drafts come from; null when it takes none.</summary>
    public PromptLookup? Lookup { get; } = lookup;

    /// <summary>Tokens that the batch holds after its last one, to be verified; its sequence may hold them past <see cref="Computed"/>.</summary>
    public List<int> Draft { get; } = [];

    public TextAssembler Text { get; } = new(ticket.Request.StopStrings);

    /// <summary>Its sequence in the inference context; −1 while it is parked.</summary>
    public int Sequence { get; set; } = -1;

    /// <summary>Prompt and generated tokens.</summary>
    public ReadOnlySpan<int> Tokens => CollectionsMarshal.AsSpan(_tokens);

    /// <summary>Steps since it last had a share of a batch.</summary>
    public int StepsPassedOver { get; set; }

    /// <summary>True for background work that ageing let in beside questions, until they are over or it is parked.</summary>
    public bool LetInByAgeing { get; set; }

    /// <summary>Leading tokens whose KV state is there.</summary>
    public int Computed { get; private set; }

    /// <summary>Prompt tokens that were taken from a prefix when it was first admitted.</summary>
    public int Cached { get; private set; } = -1;

    /// <summary>Where these came from; null while there are none.</summary>
    public PrefixTier? CachedFrom { get; private set; }

    /// <summary>Who its prefix is kept for when it has ended.</summary>
    public PrefixOwner Owner => new(Ticket.Request.PrefillOnly ? GenerationClass.Question : Class, Ticket.Request.ContextId);

    public int PromptLength => Ticket.Request.Prompt.Count;

    public int Generated => _tokens.Count - PromptLength;

    /// <summary>Tokens still to be computed before the next one can be drawn; 1 while decoding. Of what is scored, the last one is not needed.</summary>
    public int Pending => _tokens.Count - Computed - (IsScoring ? 1 : 0);

    /// <summary>Index of the first token whose probability is wanted; 0 when it is continued.</summary>
    public int ScoreFrom => Ticket.Request.ScoreFrom;

    public bool IsScoring => ScoreFrom > 0;

    /// <summary>The tokens of which all but the last may be taken from a prefix: what comes after needs its own logits.</summary>
    public ReadOnlySpan<int> Shareable => IsScoring ? Tokens[..ScoreFrom] : Tokens;

    /// <summary>How many of the next <paramref name="count"/> tokens need logits; always the last ones of them.</summary>
    public int RowsOf(int count)
    {
        if (IsScoring)
            return Math.Clamp(Computed + count - (ScoreFrom - 1), 0, count);
        return count == Pending ? 1 : 0;
    }

    /// <summary>False while its prompt (after parking: all its tokens) is being read.</summary>
    public bool IsDecoding => Generated > 0 && Pending == 1;

    /// <summary>Places it on a sequence that already holds its first <paramref name="shared"/> tokens.</summary>
    public void Place(int sequence, int shared, PrefixTier tier)
    {
        Sequence = sequence;
        Computed = shared;
        if (Cached < 0)
        {
            Cached = shared;
            CachedFrom = shared > 0 ? tier : null;
        }
        TellPrefill();
    }

    /// <summary>Its KV state was given up; everything is to be computed again.</summary>
    /// <param name="forAQuestion">Background work steps aside by that; where nobody asks it only waits for room.</param>
    public void Park(bool forAQuestion)
    {
        Sequence = -1;
        Computed = 0;
        LetInByAgeing = false;
        if (forAQuestion && Class != GenerationClass.Question)
            Ticket.SteppedAside = true;
    }

    public void Advance(int computed)
    {
        var wasReading = !IsDecoding;
        Computed += computed;
        if (wasReading && Computed <= PromptLength)
            TellPrefill();
    }

    /// <summary>Takes a drawn token that goes on the text.</summary>
    public void Append(int token, ReadOnlySpan<byte> bytes)
    {
        Ticket.Clock.Token();
        _tokens.Add(token);
        Lookup?.Appended(Tokens);
        Tell(Text.Add(bytes), Generated);
    }

    /// <summary>Drafts at most that many tokens, as many as are worth it, never past its token limit.</summary>
    public void DraftNext(int room, double rowCost)
    {
        Draft.Clear();
        if (Lookup is null)
            return;
        var most = Math.Min(Lookup.Gauge.Next(rowCost), Math.Min(room, Ticket.Request.MaxTokens - Generated - 1));
        if (most > 0)
            Lookup.Draft(Tokens, most, Draft);
    }

    /// <param name="ended">True when a last token was drawn that is not part of the text.</param>
    public void Finish(FinishReason reason, string? failure = null, bool ended = false, bool engineStopped = false)
    {
        var completion = Generated + (ended ? 1 : 0);
        if (ended)
            Ticket.Clock.Token();
        Tell(Text.Flush(), completion);
        var usage = new TokenUsage(PromptLength, Math.Max(Cached, 0), completion);
        Ticket.Finish(new GenerationResult(reason, Text.Text, failure, usage, Ticket.Clock.Timings(completion), CachedFrom) { EngineStopped = engineStopped });
    }

    public void Dispose() => Sampler?.Dispose();

    private void TellPrefill() => Ticket.Tell(new GenerationPrefill(Math.Min(Computed, PromptLength), PromptLength, Math.Max(Cached, 0)));

    private void Tell(string text, int completionTokens)
    {
        if (text.Length > 0)
            Ticket.Tell(new GenerationText(text, completionTokens));
    }
}
