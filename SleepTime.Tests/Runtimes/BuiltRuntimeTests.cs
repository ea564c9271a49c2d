using SleepTime.Engine.Runtimes;

namespace SleepTime.Tests.Runtimes;

/// <summary>Without being asked for it a build neither restores LLamaSharp nor refers to it: not every registry has it.</summary>
public sealed class BuiltRuntimeTests
{
    private const string Package = "LLamaSharp";

    [Fact]
    public void Engine_ReferencesLLamaSharp_OnlyWhereTheBuildWasAskedForIt() => Assert.Equal(
        BuiltRuntime.IsLLamaSharp,
        typeof(IModelRuntime).Assembly.GetReferencedAssemblies().Any(assembly => assembly.Name!.StartsWith(Package, StringComparison.Ordinal)));

    [Fact]
    public void Restore_BroughtLLamaSharp_OnlyWhereTheBuildWasAskedForIt()
    {
        var restored = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, $"{typeof(BuiltRuntimeTests).Assembly.GetName().Name}.deps.json"));

        Assert.Contains("\"Markdig/", restored, StringComparison.Ordinal);
        Assert.Equal(BuiltRuntime.IsLLamaSharp, restored.Contains($"\"{Package}/", StringComparison.Ordinal));
    }
}
