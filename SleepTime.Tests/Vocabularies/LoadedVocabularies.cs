using System.Collections.Concurrent;
using SleepTime.Engine.ModelHosting.Prompts;
using SleepTime.Engine.Runtimes;
using SleepTime.Tests.RealModel.Runtimes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Vocabularies;

/// <summary>The known vocabularies as llama.cpp loads them, each once for a test class.</summary>
public sealed class LoadedVocabularies : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<Family>>> _families = new();

    /// <param name="calledInFile">What the file calls itself, where that is not what most files of the family do.</param>
    public Task<Family> LoadAsync(string family, string? calledInFile = null) => _families.GetOrAdd($"{family} {calledInFile}", _ => new(() => OpenAsync(family, calledInFile))).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var family in _families.Values.Where(family => family.Value.IsCompletedSuccessfully))
            (await family.Value).Model.Dispose();
        _folder.Dispose();
    }

    private async Task<Family> OpenAsync(string name, string? calledInFile)
    {
        var known = KnownVocabulary.Load(name);
        var path = _folder.File($"{name} {calledInFile}.gguf");
        VocabularyFile.Write(path, calledInFile is null ? known : known with { Name = calledInFile });
        var model = await EmbeddedModel.Runtime.LoadAsync(new ModelLoadOptions(path), progress: null, CancellationToken.None);
        return new Family(known, model, new PromptComposer(PromptProfile.Load("instruct"), ChatTemplates.Find(known.Template)!, model.Vocabulary));
    }

    public sealed record Family(KnownVocabulary Known, ILoadedModel Model, PromptComposer Prompts)
    {
        /// <summary>The conversation in our template.</summary>
        public int[] Chat(IReadOnlyList<ChatMessage> messages)
        {
            var system = messages[0].Role == ChatRole.System ? messages[0].Text : "";
            return Prompts.Chat(system, [.. messages.Where(message => message.Role != ChatRole.System)]);
        }

        /// <summary>For a failure that can be read: what each token stands for.</summary>
        public IEnumerable<string> Pieces(IEnumerable<int> ids) => ids.Select(id => $"{id} {(Known.Tokens.TryGetValue(id, out var token) ? token[0].GetString() : "?")}");
    }
}
