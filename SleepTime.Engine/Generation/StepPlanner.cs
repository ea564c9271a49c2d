using SleepTime.Engine.Generation.Lookup;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Engine.Generation;

/// <summary>
/// Fills the batch of one step within its token budget: decode tokens of questions, prefill chunks of questions divided
/// fairly between their owners, then decode and prefill of background work. While a question waits or runs, background
/// work gets only what <see cref="BackgroundAllowance"/> gives it, and rides along in steps in which questions only decode
/// (<see cref="RiderAllowance"/>). Engine thread only.
/// </summary>
internal sealed class StepPlanner(BackgroundAllowance allowance, RiderAllowance riderAllowance, EngineCounters counters, RowCost rowCost, BackgroundChunk chunk)
{
    /// <summary>A background prompt that was passed over for this many steps goes before a more urgent one.</summary>
    private const int PassedOverTooOften = 32;

    /// <summary>More streams than this and none takes drafts.</summary>
    private const int MostStreamsWithDrafts = 2;

    /// <summary>Each takes a pass over the vocabulary on the engine thread, from which all others wait.</summary>
    private const int MostScoresInAStep = 64;

    private readonly FairShares _fair = new();
    private readonly List<ActiveGeneration> _readers = [];
    private readonly List<ActiveGeneration> _riders = [];
    private ActiveGeneration? _aged;
    private bool _questions;
    private bool _questionsOnlyDecode;
    private int _scoresLeft;
    private bool _mayDraft;
    private bool _leaveOutExtras;

    /// <summary>Whether the batch filled last has nothing of a question in it and is not what ageing owes background work.</summary>
    public bool MayBeInterrupted => !_questions;

    /// <param name="active">Admitted generations in order of admission.</param>
    /// <param name="questionsWait">Whether a question waits to be admitted, or for KV room.</param>
    public void Fill(TokenBatch batch, List<StepShare> shares, List<ActiveGeneration> active, bool questionsWait)
    {
        batch.Clear();
        shares.Clear();
        _scoresLeft = MostScoresInAStep;
        _questions = questionsWait || active.Exists(generation => generation.Class == GenerationClass.Question);
        foreach (var generation in active)
        {
            var aside = _questions && generation.Class != GenerationClass.Question;
            if (aside && !generation.Ticket.SteppedAside)
                counters.Preempted();
            generation.Ticket.SteppedAside = aside;
            generation.LetInByAgeing &= aside;
        }

        _mayDraft = MayDraft(active);
        _aged = null;
        _riders.Clear();
        AddDecoding(batch, shares, active, questions: true);
        var owed = _questions ? FindAged(active) : 0;
        AddQuestionsThatRead(batch, shares, active, Math.Max(0, batch.Free - owed));
        // A question that waits is about to read its prompt: the step before it must be short.
        _questionsOnlyDecode = batch.Count > 0 && _readers.Count == 0 && !questionsWait;
        if (_questions)
        {
            if (_aged is not null)
                Add(batch, shares, _aged, owed);
            if (_questionsOnlyDecode && !_leaveOutExtras)
                AddRiders(batch, shares, active);
            _leaveOutExtras = false;
            return;
        }
        _leaveOutExtras = false;
        allowance.Reset();
        AddDecoding(batch, shares, active, questions: false);
        AddBackgroundThatReads(batch, shares, active);
    }

    /// <summary>The batch filled last was computed.</summary>
    public void Computed(List<StepShare> shares, List<ActiveGeneration> active)
    {
        foreach (var generation in active)
            generation.StepsPassedOver++;
        foreach (var (generation, count, _, _) in shares)
        {
            generation.StepsPassedOver = 0;
            if (generation.Class == GenerationClass.Question)
                allowance.Earn(count);
            else if (generation == _aged)
                allowance.Spend(count);
        }
        if (_questionsOnlyDecode)
            riderAllowance.Computed(_riders.Count);
    }

    /// <summary>True when the batch had drafts or riders: it is to be filled again without any.</summary>
    public bool LeaveOutExtras(List<StepShare> shares) =>
        _leaveOutExtras = _riders.Count > 0 || shares.Exists(share => share.Generation.Draft.Count > 0);

    /// <summary>At low load only: with more streams in the batch each further token costs more and helps one of them alone.</summary>
    private bool MayDraft(List<ActiveGeneration> active)
    {
        var may = !_leaveOutExtras;
        var running = 0;
        foreach (var generation in active)
        {
            generation.Draft.Clear();
            if (!generation.Ticket.SteppedAside)
                may &= generation.IsDecoding && ++running <= MostStreamsWithDrafts;
        }
        return may;
    }

    private void AddDecoding(TokenBatch batch, List<StepShare> shares, List<ActiveGeneration> active, bool questions)
    {
        foreach (var generation in active)
        {
            if (batch.Free == 0)
                return;
            if (generation.IsDecoding && generation.Class == GenerationClass.Question == questions)
            {
                if (_mayDraft)
                    generation.DraftNext(batch.Free - MostStreamsWithDrafts, rowCost.Value);
                Add(batch, shares, generation, 1);
            }
        }
    }

    /// <param name="room">What is left to them: of enough that read they would take every step as a whole, and what is owed to background work would never be paid.</param>
    private void AddQuestionsThatRead(TokenBatch batch, List<StepShare> shares, List<ActiveGeneration> active, int room)
    {
        TakeReaders(active, questions: true);
        _fair.Divide(room, _readers);
        foreach (var reader in _readers)
            Add(batch, shares, reader, _fair.Take(reader.Asker, reader.Pending));
    }

    private void AddBackgroundThatReads(TokenBatch batch, List<StepShare> shares, List<ActiveGeneration> active)
    {
        TakeReaders(active, questions: false);
        if (_readers.Count == 0)
            return;
        var most = Math.Min(batch.Free, chunk.Tokens);
        foreach (var reader in _readers.OrderBy(reader => reader.StepsPassedOver <= PassedOverTooOften).ThenBy(reader => reader.Class))
        {
            var before = batch.Count;
            Add(batch, shares, reader, most);
            most -= batch.Count - before;
        }
    }

    /// <summary>
    /// One background generation a step, the one passed over longest, once enough was earned for it: others that need
    /// less do not spend what it waits for.
    /// </summary>
    /// <returns>How many tokens it gets; 0 when there is none, or too little was earned.</returns>
    private int FindAged(List<ActiveGeneration> active)
    {
        ActiveGeneration? next = null;
        foreach (var generation in active)
        {
            if (generation.Class != GenerationClass.Question && (next is null || generation.StepsPassedOver > next.StepsPassedOver))
                next = generation;
        }
        if (next is null)
            return 0;
        var wanted = Math.Min(next.Pending, BackgroundAllowance.Most);
        if (wanted > allowance.Tokens)
            return 0;
        _aged = next;
        return wanted;
    }

    /// <summary>One token each of background generations that decode, those first that were passed over longest.</summary>
    private void AddRiders(TokenBatch batch, List<StepShare> shares, List<ActiveGeneration> active)
    {
        var seats = Math.Min(riderAllowance.Riders, batch.Free);
        if (seats == 0)
            return;
        foreach (var generation in active)
        {
            if (generation.IsDecoding && generation.Class != GenerationClass.Question && generation != _aged)
                _riders.Add(generation);
        }
        if (_riders.Count > seats)
        {
            _riders.Sort(static (one, other) => other.StepsPassedOver.CompareTo(one.StepsPassedOver));
            _riders.RemoveRange(seats, _riders.Count - seats);
        }
        foreach (var rider in _riders)
            Add(batch, shares, rider, 1);
    }

    private void TakeReaders(List<ActiveGeneration> active, bool questions)
    {
        _readers.Clear();
        foreach (var generation in active)
        {
            if (!generation.IsDecoding && generation.Class == GenerationClass.Question == questions)
                _readers.Add(generation);
        }
    }

    private void Add(TokenBatch batch, List<StepShare> shares, ActiveGeneration generation, int most)
    {
        var count = Math.Min(Math.Min(generation.Pending, most), batch.Free);
        if (generation.IsScoring)
            count -= Math.Max(0, generation.RowsOf(count) - _scoresLeft);
        if (count <= 0)
            return;
        var rows = generation.RowsOf(count);
        for (var i = 0; i < count; i++)
        {
            var position = generation.Computed + i;
            batch.Add(generation.Tokens[position], position, generation.Sequence, wantsLogits: i >= count - rows);
        }
        foreach (var drafted in generation.Draft)
        {
            batch.Add(drafted, generation.Computed + count, generation.Sequence, wantsLogits: true);
            count++;
            rows++;
        }
        shares.Add(new StepShare(generation, count, batch.Count - rows, rows));
        if (generation.IsScoring)
            _scoresLeft -= rows;
    }
}
