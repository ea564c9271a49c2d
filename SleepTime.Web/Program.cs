using SleepTime.Engine.Activities;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Chatting;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Insights;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.ModelHosting.Downloads;
using SleepTime.Engine.Overview;
using SleepTime.Engine.Runtimes;
using SleepTime.Engine.Sharing;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Storage;
using SleepTime.Web.Endpoints;
using SleepTime.Web.Hosting;
using SleepTime.Web.Live;

if (FileReading.IsAskedFor(args))
{
    await FileReading.RunAsync();
    return;
}

if (ExperimentCommand.IsAskedFor(args))
{
    Environment.ExitCode = await ExperimentCommand.RunAsync(args);
    return;
}

try
{
    var builder = WebApplication.CreateBuilder(SiteFolder.Options(args));
    builder.AddHostingDefaults();
    builder.Services // each needs those before it
        .AddActivities().AddStorage(builder.Configuration)
        .AddModelRuntime()
        .AddGeneration(builder.Configuration).AddTelemetry(builder.Configuration)
        .AddModelHosting(builder.Configuration).AddModelDownloads(builder.Configuration)
        .AddContexts(builder.Configuration, FileReading.Command)
        .AddSleeping(builder.Configuration)
        .AddAnswering(builder.Configuration)
        .AddChatting()
        .AddExperiments()
        .AddInsights().AddOverview().AddSharing(builder.Configuration)
        .AddApi().AddLive().AddPages(builder.Configuration);

    await using var app = builder.Build();
    app.UseHostingDefaults();
    app.MapApi();
    app.MapMetrics();
    app.MapLive();
    app.MapPages();
    await app.RunToTheEndAsync();
}
catch (Exception exception) when (StartupFailure.Describe(exception) is { } sentence)
{
    await Console.Error.WriteLineAsync(sentence);
    Environment.ExitCode = 1;
}
