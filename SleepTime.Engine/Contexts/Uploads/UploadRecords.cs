using SleepTime.Engine.Contexts.Extraction;

namespace SleepTime.Engine.Contexts.Uploads;

/// <summary>One row of the list of uploads.</summary>
/// <param name="ContextTitle">Of <see cref="Upload.ContextId"/>; null once that context is deleted.</param>
/// <param name="Progress">Pages read so far; null when nothing is known of it.</param>
public sealed record UploadDetails(Upload Upload, string? ContextTitle, ExtractionProgress? Progress);

/// <summary>How many uploads of the list stand where.</summary>
public sealed record UploadCounts(int Underway, int Stored, int Duplicates, int Failed)
{
    public int Total => Underway + Stored + Duplicates + Failed;
}
