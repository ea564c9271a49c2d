using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;

namespace SleepTime.Engine.Sleeping;

/// <summary>The model that a job began with, and no other: another may take its place between two steps.</summary>
internal static class JobModel
{
    /// <param name="job">One that was never claimed, as those of experiments, takes whichever model there is.</param>
    /// <exception cref="ModelNotReadyException">There is none, or another one: the job waits, and begins anew with that.</exception>
    public static HostedModel RequireFor(this ModelHost host, SleepJob job)
    {
        var model = host.Require();
        if (job.ModelId is not null && (job.ModelId != model.Id || job.PromptVersion != model.Prompts.Version))
            throw new ModelNotReadyException($"The model {model.Id} took the place of the one that this job began with; it begins anew with that.", willBeReady: true);
        return model;
    }
}
