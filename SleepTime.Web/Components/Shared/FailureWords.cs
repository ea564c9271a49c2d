using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Feedback;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Contexts.Uploads;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.DataSets.Import;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Insights.Prices;
using SleepTime.Engine.ModelHosting.Downloads;
using SleepTime.Engine.ModelHosting.Switching;
using SleepTime.Engine.ModelHosting.Uploads;
using SleepTime.Engine.Sharing;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;

namespace SleepTime.Web.Components.Shared;

/// <summary>Turns an exception into a sentence for the person in front of the page.</summary>
public static class FailureWords
{
    /// <summary>True for what the product refuses on purpose: the message is meant for people.</summary>
    public static bool IsExpected(Exception exception) =>
        exception is ContextRefusedException or DuplicateTextException or TextChangedException or InvalidQuestionException or ContextNotFoundException or UploadsFullException
            or VoteRefusedException or ShareRefusedException or NotesEditRefusedException or InvalidSleepSettingsException or InvalidSleepPolicyException or SleepPolicyChangedException
            or PricesChangedException or InvalidExperimentException or DataSetRefusedException or DownloadRefusedException or ModelChoiceRefusedException or ModelUploadRefusedException
            or ModelNotReadyException or QueueFullException or TooManyAtOnceException or PromptTooLongException;

    public static string Describe(Exception exception, string whatFailed) => IsExpected(exception)
        ? exception.Message
        : $"{whatFailed} ({exception.Message.TrimEnd('.')}). Try again; if it stays, the server's log says more.";
}
