using SleepTime.Engine.Generation;

namespace SleepTime.Engine.Experiments.Running;

/// <summary>Experiments are in no hurry: where the queue is full they wait.</summary>
internal static class Patience
{
    /// <exception cref="OperationCanceledException">Stopped while waiting.</exception>
    public static async Task<T> WhenThereIsRoomAsync<T>(Func<Task<T>> start, TimeProvider time, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                return await start();
            }
            catch (QueueFullException full)
            {
                await Task.Delay(full.RetryAfter, time, stopping);
            }
        }
    }
}
