namespace SleepTime.Engine.ModelHosting.Uploads;

/// <summary>A model file that somebody sent here.</summary>
/// <param name="Path">Full path.</param>
/// <param name="IsInUse">Loaded or on its way, so that it cannot be deleted.</param>
public sealed record UploadedModel(string Name, string Path, long Bytes, DateTimeOffset ReceivedAt, bool IsInUse);
