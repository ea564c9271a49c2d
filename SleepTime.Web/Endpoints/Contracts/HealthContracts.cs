using SleepTime.Engine.ModelHosting;

namespace SleepTime.Web.Endpoints.Contracts;

public sealed record LiveResponse(string State);

public sealed record ReadyResponse(ModelState State);
