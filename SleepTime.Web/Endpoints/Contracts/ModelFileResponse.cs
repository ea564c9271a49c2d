using SleepTime.Engine.ModelHosting.Uploads;

namespace SleepTime.Web.Endpoints.Contracts;

/// <param name="Path">Full path of it, to be looked at or loaded by.</param>
/// <param name="IsInUse">Loaded or about to be, so that it cannot be deleted.</param>
public sealed record ModelFileResponse(string Name, string Path, long Bytes, DateTimeOffset ReceivedAt, bool IsInUse)
{
    public static ModelFileResponse From(UploadedModel model) => new(model.Name, model.Path, model.Bytes, model.ReceivedAt, model.IsInUse);
}
