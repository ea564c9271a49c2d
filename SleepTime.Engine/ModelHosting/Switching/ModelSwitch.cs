using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SleepTime.Engine.ModelHosting.Inspection;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.ModelHosting.Switching;

/// <summary>
/// Which model is wanted: the one of the settings, or the one that a person chose since, which is kept over restarts.
/// <see cref="ModelLoader"/> does what is wanted. Thread-safe.
/// </summary>
public sealed class ModelSwitch(
    IDbContextFactory<SleepTimeDbContext> databases, ModelHost host, ModelInspector inspector, ModelFiles files, IOptions<ModelOptions> options, IOptions<SwitchingOptions> switching) : IDisposable
{
    private const string ChoiceFact = "modelhosting.choice";
    private const string NotInAFolder = $"The file is not in a folder that models may be loaded from ({SwitchingOptions.Section}:Folders). Move it there, or choose another.";
    private const int ShortestContext = 256;
    private const int LongestContext = 1_048_576;

    private readonly SemaphoreSlim _choosing = new(1);
    private readonly Lock _gate = new();
    private ModelChoice? _choice;
    private TaskCompletionSource _changed = New();

    /// <summary>What a person chose; null while the settings count.</summary>
    public ModelChoice? Choice
    {
        get
        {
            lock (_gate)
                return _choice;
        }
    }

    /// <summary>Chat templates that a choice may name.</summary>
    public static IReadOnlyList<string> ChatTemplateNames => [.. Prompts.ChatTemplates.Names];

    public bool IsAllowed => switching.Value is { Allowed: true, IsRemote: false };

    /// <summary>The settings with what a person chose, with the path of a file that was fetched.</summary>
    internal ModelOptions Wanted => OptionsOf(Choice);

    /// <summary>
    /// Wants another model. Answers that are being written end first, then the present model goes and the other is loaded; a
    /// file that does not look like one that can be is refused before anything happens. One that fails all the same leaves
    /// the site without a model and with the reason, until another is chosen.
    /// </summary>
    /// <param name="choice">Null for the one of the settings.</param>
    /// <exception cref="ModelChoiceRefusedException">Nothing was changed.</exception>
    public async Task ChooseAsync(ModelChoice? choice, CancellationToken cancellationToken)
    {
        if (switching.Value.IsRemote)
            throw new ModelChoiceRefusedException("", "The model runs on remote engines, which are chosen by the server's settings: change SleepTime:Remote, and start again.");
        if (!IsAllowed)
            throw new ModelChoiceRefusedException("", $"The server's settings do not let models be switched here ({SwitchingOptions.Section}:Allowed).");
        if (choice is not null)
            await Task.Run(() => Check(choice, cancellationToken), cancellationToken);
        await _choosing.WaitAsync(cancellationToken);
        try
        {
            if (host.Status.State == ModelState.Loading)
                throw new ModelChoiceRefusedException("", $"The model {host.Status.PresetId} is being loaded. Wait until it is there, then choose again.");
            // Before anything is changed: it looks for files, which may fail.
            var preset = ModelPresets.Resolve(OptionsOf(choice)).Id;
            await KeepAsync(choice, cancellationToken);
            TaskCompletionSource changed;
            lock (_gate)
            {
                _choice = choice;
                changed = _changed;
                _changed = New();
            }
            // Told before the loader takes it up, so that whoever asks next finds it on its way.
            host.SetLoading(preset);
            changed.SetResult();
        }
        finally
        {
            _choosing.Release();
        }
    }

    /// <summary>Looks at a file as <see cref="ModelInspector"/> does, where models may be loaded from; of one that lies elsewhere nothing is told.</summary>
    /// <param name="path">A relative path starts at the application's folder.</param>
    public ModelInspection Look(string path, CancellationToken cancellationToken) =>
        IsInAFolder(ModelFiles.FullPath(path)) ? inspector.Inspect(path, cancellationToken) : ModelInspector.Unreadable(path, 0, NotInAFolder);

    public void Dispose() => _choosing.Dispose();

    /// <summary>What is wanted now, with a task that completes when something else is.</summary>
    internal (ModelChoice? Choice, Task Superseded) Take()
    {
        lock (_gate)
            return (_choice, _changed.Task);
    }

    /// <summary>The settings with what was chosen in them, null for nothing, and its file where one that is here already serves.</summary>
    /// <exception cref="IOException">A folder of models cannot be read.</exception>
    internal ModelOptions OptionsOf(ModelChoice? choice) => files.Locate(choice?.In(options.Value) ?? options.Value);

    /// <summary>At start: what a person chose before. One whose file has gone is forgotten in favour of the settings.</summary>
    internal async Task RestoreAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var stored = await database.Facts.Where(fact => fact.Key == ChoiceFact).Select(fact => fact.Value).SingleOrDefaultAsync(cancellationToken);
        if (string.IsNullOrEmpty(stored) || JsonSerializer.Deserialize<ModelChoice>(stored, JsonSerializerOptions.Web) is not { } choice || !IsAllowed)
            return;
        if (!File.Exists(ModelFiles.FullPath(ModelPresets.Resolve(OptionsOf(choice)).Path)))
            return;
        lock (_gate)
            _choice = choice;
        host.SetLoading(ModelPresets.Resolve(Wanted).Id);
    }

    private void Check(ModelChoice choice, CancellationToken cancellationToken)
    {
        if (choice.Path?.Contains('\0', StringComparison.Ordinal) == true)
            throw new ModelChoiceRefusedException("path", "The path has a NUL character in it. Name a GGUF file of the server.");
        if (choice.ContextLength is < ShortestContext or > LongestContext)
            throw new ModelChoiceRefusedException("contextLength", $"A context length of {choice.ContextLength:N0} tokens is out of range: choose {ShortestContext} to {LongestContext:N0}, or leave it out for what the model was trained on.");
        if (ModelPresetFaults.Of(choice.In(options.Value)) is [var (field, fault), ..])
            throw new ModelChoiceRefusedException(field, fault);
        var preset = ModelPresets.Resolve(OptionsOf(choice));
        if (preset.Path.Length == 0)
            throw new ModelChoiceRefusedException("preset", ModelFiles.Missing(preset));
        var path = ModelFiles.FullPath(preset.Path);
        if (choice.Path is not null && !IsInAFolder(path))
            throw new ModelChoiceRefusedException("path", NotInAFolder);
        var found = inspector.Inspect(path, cancellationToken);
        if (found.Problems is [var problem, ..])
            throw new ModelChoiceRefusedException(choice.Path is null ? "preset" : "path", problem);
        if (found.ChatTemplate is null && string.IsNullOrWhiteSpace(preset.ChatTemplate))
            throw new ModelChoiceRefusedException("chatTemplate", $"The file has no chat template that is known here. Name the one that the model was trained with: {string.Join(", ", Prompts.ChatTemplates.Names)}.");
    }

    // What was uploaded or downloaded here may be loaded here.
    private bool IsInAFolder(string path) => switching.Value.Folders.Count == 0
        || switching.Value.Folders.Concat([files.Uploads, files.Cache]).Any(folder => path.StartsWith(Path.TrimEndingDirectorySeparator(ModelFiles.FullPath(folder)) + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    private async Task KeepAsync(ModelChoice? choice, CancellationToken cancellationToken)
    {
        var value = choice is null ? "" : JsonSerializer.Serialize(choice, JsonSerializerOptions.Web);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Facts.SetAsync(ChoiceFact, value, cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
