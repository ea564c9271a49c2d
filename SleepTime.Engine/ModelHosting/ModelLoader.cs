using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Prefixes;
using SleepTime.Engine.ModelHosting.Inspection;
using SleepTime.Engine.ModelHosting.Offload;
using SleepTime.Engine.ModelHosting.Prompts;
using SleepTime.Engine.ModelHosting.Switching;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Engine.ModelHosting;

/// <summary>
/// Loads the model beside the start of the site and hands it to the engine; when another is chosen, lets the answers end
/// that are being written, then exchanges it; at the end stops the engine, then frees the model. A model that cannot be
/// loaded is told by <see cref="ModelHost"/> and leaves the site up until another is chosen.
/// </summary>
internal sealed partial class ModelLoader(
    ModelHost host,
    IModelRuntime runtime,
    GenerationService generation,
    ModelSwitch choices,
    QuestionDrain drain,
    ModelInspector inspector,
    UnendedLoads unended,
    IOptions<GenerationOptions> generationOptions,
    ILogger<ModelLoader> logger) : BackgroundService
{
    private const string Stopping = "The server is stopping: start it again to use the model.";
    private const string Switched = "Another model was loaded before this had ended: ask again.";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await TryAsync(choices.RestoreAsync, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var (choice, superseded) = choices.Take();
            await TryAsync(token => HostAsync(choices.OptionsOf(choice), superseded, token), stoppingToken);
            // Whatever became of this one, there is nothing to do until another is wanted.
            await superseded.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Never fails: what went wrong is told of the model.</summary>
    private async Task TryAsync(Func<CancellationToken, Task> work, CancellationToken stoppingToken)
    {
        try
        {
            await work(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            host.SetFailed(Stopping);
        }
        catch (Exception e) when (e is ModelLoadException or RuntimeUnavailableException)
        {
            LogRefused(host.Status.PresetId, e.Message);
            host.SetFailed(e.Message);
        }
        catch (Exception e)
        {
            LogFailed(e, host.Status.PresetId);
            host.SetFailed($"The model {host.Status.PresetId} could not be loaded ({e.Message.TrimEnd('.')}): see the log for the details.");
        }
    }

    /// <summary>Returns when the model is gone again: another is wanted, or the engine has ended by an error.</summary>
    private async Task HostAsync(ModelOptions options, Task superseded, CancellationToken stoppingToken)
    {
        var preset = ModelPresets.Resolve(options);
        host.SetLoading(preset.Id);
        var description = runtime.Describe();
        host.SetRuntime(description);
        var path = ModelFiles.Require(preset);

        RefuseWhatCannotBeUsed(path, stoppingToken);
        var hash = await ModelFileHash.ComputeAsync(path, new LoadShare(host, 0), stoppingToken);
        var offload = OffloadPlanner.Plan(options, () => inspector.WeightsOf(path, stoppingToken), description);
        if (offload.Remark is { } remark)
            LogOffload(preset.Id, remark);
        var split = new DeviceSplit(options.SplitMode, options.MainGpu, offload.Shares);
        await using var attempt = offload.UsesGpu ? await unended.BeginAsync(preset.Id, stoppingToken) : null;
        using var model = new ReplaceableModel(await runtime.LoadAsync(new ModelLoadOptions(path, offload.GpuLayers, split), new LoadShare(host, 0.5f), stoppingToken));
        var hosted = Describe(model, preset, hash) with { Offload = offload };
        var ended = generation.Start(model, ContextOptions(options), hosted.ContextLength, new StateModel(hash, hosted.Prompts.Version));
        try
        {
            if (attempt is not null)
                await attempt.DisposeAsync();
            host.SetReady(hosted);
            LogReady(hosted.Id, hosted.ContextLength, hosted.Sequences);
            await Task.WhenAny(ended, superseded).WaitAsync(stoppingToken);
            if (!superseded.IsCompleted)
                host.SetFailed(await ended);
            else if (!await drain.WaitAsync(stoppingToken))
                LogNotDrained(hosted.Id);
        }
        finally
        {
            // Nobody is given the model any more, then the engine ends what it holds, then the weights go.
            if (stoppingToken.IsCancellationRequested)
                host.SetFailed(Stopping);
            await generation.StopAsync(stoppingToken.IsCancellationRequested ? GenerationService.ServerStops : Switched);
        }
    }

    /// <summary>What the page says of a file before it is chosen counts for the one of the settings too. A file that is none is left to the runtime to refuse.</summary>
    private void RefuseWhatCannotBeUsed(string path, CancellationToken cancellationToken)
    {
        if (inspector.Inspect(path, cancellationToken) is { Architecture: not null, Problems: { Count: > 0 } problems })
            throw new ModelLoadException(string.Join(' ', problems));
    }

    private HostedModel Describe(ReplaceableModel model, ModelPreset preset, string hash)
    {
        var trained = model.Description.TrainedContextLength;
        if (preset.ContextLength > trained)
            LogTrainedShorter(preset.ContextLength, trained);
        var wanted = preset.ContextLength == 0 ? trained : Math.Min(preset.ContextLength, trained);
        var contextLength = Math.Min(wanted, generationOptions.Value.CellCount);

        preset = preset with { ChatTemplate = TemplateOf(preset, model.Description) };
        var prompts = new PromptComposer(PromptProfile.Load(preset.Profile), ChatTemplates.Find(preset.ChatTemplate)!, model.Vocabulary);
        if (prompts.TextLimit(contextLength) is < 1 and var room)
        {
            throw new ModelLoadException(
                $"A context length of {contextLength:N0} tokens leaves no room for a text beside the notes, question and answer of the profile {preset.Profile}, which needs {contextLength - room + 1:N0} or more: raise SleepTime:Model:ContextLength and SleepTime:Generation:CellCount, or choose another model.");
        }
        return new HostedModel($"{preset.Id}@{hash[..12]}", preset, model.Description, model.Vocabulary, prompts, contextLength, generationOptions.Value.MaxSequences);
    }

    private static string TemplateOf(ModelPreset preset, ModelDescription model)
    {
        if (preset.ChatTemplate.Length > 0)
            return preset.ChatTemplate;
        return ChatTemplateDetection.Find(model.ChatTemplate) ?? throw new ModelLoadException(
            $"The file of {preset.Id} {(model.ChatTemplate is null ? "has no chat template" : "has a chat template of a family that is not known here")}: " +
            $"set SleepTime:Model:ChatTemplate to the one it was trained with, of {string.Join(", ", ChatTemplates.Names)}, or choose another model.");
    }

    private InferenceContextOptions ContextOptions(ModelOptions options) =>
        new(generationOptions.Value.CellCount, generationOptions.Value.MaxSequences, generationOptions.Value.BatchTokens, options.Threads);

    [LoggerMessage(LogLevel.Warning, "Questions were still being answered by {Id} when the time for them was over; they are ended.")]
    private partial void LogNotDrained(string id);

    [LoggerMessage(LogLevel.Information, "Model {Id} is ready: {ContextLength} tokens of context, {Sequences} sequences.")]
    private partial void LogReady(string id, int contextLength, int sequences);

    [LoggerMessage(LogLevel.Warning, "SleepTime:Model:ContextLength asks for {Wanted} tokens; the model was trained on {Trained}, which is used instead.")]
    private partial void LogTrainedShorter(int wanted, int trained);

    [LoggerMessage(LogLevel.Warning, "Model {Preset}: {Remark}")]
    private partial void LogOffload(string preset, string remark);

    [LoggerMessage(LogLevel.Error, "Model {Preset} was not loaded. {Reason}")]
    private partial void LogRefused(string preset, string reason);

    [LoggerMessage(LogLevel.Error, "Model {Preset} was not loaded.")]
    private partial void LogFailed(Exception exception, string preset);

    /// <summary>Reading the file and loading it are half of the progress each. Reports at once, on the caller's thread.</summary>
    private sealed class LoadShare(ModelHost host, float from) : IProgress<float>
    {
        public void Report(float value) => host.SetProgress(from + (value / 2));
    }
}
