namespace SleepTime.Benchmarks.Measuring;

/// <summary>
/// Runs two sides in the order A B B A, again and again, so that a machine that gets slower or faster meanwhile does so
/// for both. They never run at once.
/// </summary>
internal static class Interleaved
{
    /// <param name="repetitions">Each runs both sides twice. One more before them warms up and is not counted.</param>
    public static async Task<(List<T> A, List<T> B)> RunAsync<T>(int repetitions, Func<Task<T>> a, Func<Task<T>> b)
    {
        var results = (A: new List<T>(), B: new List<T>());
        await a();
        await b();
        for (var i = 0; i < repetitions; i++)
        {
            results.A.Add(await a());
            results.B.Add(await b());
            results.B.Add(await b());
            results.A.Add(await a());
        }
        return results;
    }
}
