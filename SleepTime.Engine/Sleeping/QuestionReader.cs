namespace SleepTime.Engine.Sleeping;

/// <summary>Reads the expected questions out of what a job wrote, scored by the model. Thread-safe.</summary>
internal sealed class QuestionReader(QuestionScorer scorer)
{
    /// <returns>In order; none when the job was not asked for any. Null when the work was stopped.</returns>
    public async Task<IReadOnlyList<ExpectedQuestion>?> ReadAsync(SleepTask task, Guid notesId, SleepWork work, CancellationToken stopping)
    {
        var expected = Of(task.Job);
        var scores = await ScoreAsync(task, expected, work, stopping);
        if (stopping.IsCancellationRequested)
            return null;
        return [.. expected.Select((question, order) => new ExpectedQuestion
        {
            NotesVersionId = notesId, Order = order, Question = question.Question, Answer = question.Answer, LogProbability = scores[order],
        })];
    }

    private async Task<IReadOnlyList<double?>> ScoreAsync(SleepTask task, IReadOnlyList<AnticipatedQuestion> expected, SleepWork work, CancellationToken stopping)
    {
        if (expected.Count == 0)
            return [];
        // Whoever stops the work may do so after this has ended: the source is left to the collector, not disposed under them.
        var stop = new CancellationTokenSource();
        work.Attach(stop.Cancel);
        await using (stopping.Register(stop.Cancel))
            return await scorer.ScoreAsync(task, [.. expected.Select(question => question.Question)], update => work.Follow(update), stop.Token);
    }

    /// <summary>Of runs side by side those of the first, which drew nothing by chance.</summary>
    private static IReadOnlyList<AnticipatedQuestion> Of(SleepJob job) =>
        job.Passes.Where(pass => pass.Kind == SleepPassKind.Questions).MinBy(pass => pass.Sample) is { } pass ? AnticipatedQuestion.Parse(pass) : [];
}
