using SleepTime.Engine.Runtimes;

namespace SleepTime.Engine.Generation;

/// <summary>What one generation has in a step: its share of the batch, and where its logits are.</summary>
/// <param name="Count">Tokens of it in the batch.</param>
/// <param name="LogitsIndex">Batch index of its last token; −1 when its prompt is not read to the end yet.</param>
internal readonly record struct StepShare(ActiveGeneration Generation, int Count, int LogitsIndex);

/// <summary>
/// Fills the batch of one step within its token budget: decode tokens of questions, prefill chunks of questions, then
/// decode and prefill of background work, which gets nothing while a question waits or runs. Engine thread only.
/// </summary>
internal static class StepPlanner
{
    /// <param name="active">Admitted generations in order of admission.</param>
    /// <param name="questionsWait">Whether a question waits to be admitted.</param>
    public static void Fill(TokenBatch batch, List<StepShare> shares, IReadOnlyList<ActiveGeneration> active, bool questionsWait)
    {
        batch.Clear();
        shares.Clear();
        var questions = questionsWait || active.Any(generation => generation.Class == GenerationClass.Question);
        foreach (var generation in active)
            generation.Ticket.SteppedAside = questions && generation.Class != GenerationClass.Question;

        FillClass(batch, shares, active, GenerationClass.Question);
        if (questions)
            return;

        Add(batch, shares, active, generation => generation.IsDecoding);
        FillClass(batch, shares, active, GenerationClass.Experiment, decode: false);
        FillClass(batch, shares, active, GenerationClass.Sleep, decode: false);
    }

    private static void FillClass(
        TokenBatch batch, List<StepShare> shares, IReadOnlyList<ActiveGeneration> active, GenerationClass @class, bool decode = true)
    {
        if (decode)
            Add(batch, shares, active, generation => generation.Class == @class && generation.IsDecoding);
        Add(batch, shares, active, generation => generation.Class == @class && !generation.IsDecoding);
    }

    private static void Add(TokenBatch batch, List<StepShare> shares, IReadOnlyList<ActiveGeneration> active, Func<ActiveGeneration, bool> which)
    {
        foreach (var generation in active)
        {
            if (batch.Free == 0)
                return;
            if (which(generation))
                Add(batch, shares, generation);
        }
    }

    private static void Add(TokenBatch batch, List<StepShare> shares, ActiveGeneration generation)
    {
        var count = Math.Min(generation.Pending, batch.Free);
        var reachesEnd = count == generation.Pending;
        var last = -1;
        for (var i = 0; i < count; i++)
        {
            var position = generation.Computed + i;
            last = batch.Add(generation.Tokens[position], position, generation.Sequence, reachesEnd && i == count - 1);
        }
        shares.Add(new StepShare(generation, count, reachesEnd ? last : -1));
    }
}
