using Microsoft.Extensions.Options;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation;

namespace SleepTime.Engine.ModelHosting.Switching;

/// <summary>Waits until no question is being answered any more; new ones are refused meanwhile, because the model is not ready. Thread-safe.</summary>
internal sealed class QuestionDrain(GenerationService generation, ActivityFeed feed, IOptions<SwitchingOptions> options, TimeProvider time)
{
    /// <returns>Whether all ended by themselves; false when the time was over.</returns>
    public async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = feed.Subscribe(activity =>
        {
            if (activity is EngineLoadChanged && !AnyLeft)
                ended.TrySetResult();
        });
        if (!AnyLeft)
            return true;
        try
        {
            await ended.Task.WaitAsync(TimeSpan.FromSeconds(options.Value.DrainSeconds), time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private bool AnyLeft => generation.Load.Questions > 0;
}
