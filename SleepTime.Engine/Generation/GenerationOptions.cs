using Microsoft.Extensions.Options;

namespace SleepTime.Engine.Generation;

/// <summary>Size and limits of the generation engine; settings under <c>SleepTime:Generation</c>.</summary>
public sealed class GenerationOptions
{
    public const string Section = "SleepTime:Generation";

    /// <summary>KV cells shared by all sequences, 256 to 1,048,576. Default 8192.</summary>
    [SettingRange(Section + ":CellCount", 256, 1_048_576)]
    public int CellCount { get; set; } = 8192;

    /// <summary>Sequences: running generations and resident prefixes together, 2 to 256. Default 16.</summary>
    [SettingRange(Section + ":MaxSequences", 2, 256)]
    public int MaxSequences { get; set; } = 16;

    /// <summary>Most tokens computed in one step, 16 to 8192. Default 512. Smaller steps answer a cancel sooner.</summary>
    [SettingRange(Section + ":BatchTokens", 16, 8192)]
    public int BatchTokens { get; set; } = 512;

    /// <summary>Prefixes kept after their generation ended, 0 to 255. Default 8. Each lengthens what attention scans.</summary>
    [SettingRange(Section + ":MaxResidentPrefixes", 0, 255)]
    public int MaxResidentPrefixes { get; set; } = 8;

    /// <summary>Share of the cells that those prefixes may hold together, 0 to 100 percent. Default 75.</summary>
    [SettingRange(Section + ":ResidentCellPercent", 0, 100)]
    public int ResidentCellPercent { get; set; } = 75;

    /// <summary>Memory for the saved states of prefixes that had to leave the cells, 0 to 1 TiB in bytes. Default 256 MiB; 0 keeps none.</summary>
    [SettingRange(Section + ":StateMemoryBytes", 0, 1L << 40)]
    public long StateMemoryBytes { get; set; } = 256 << 20;

    /// <summary>Files for saved states in the data directory, 0 to 16 TiB in bytes. Default 2 GiB; 0 keeps none.</summary>
    [SettingRange(Section + ":StateDiskBytes", 0, 1L << 44)]
    public long StateDiskBytes { get; set; } = 2L << 30;

    /// <summary>Questions that may wait, 1 to 100,000; the next is refused. Default 64.</summary>
    [SettingRange(Section + ":MaxWaitingQuestions", 1, 100_000)]
    public int MaxWaitingQuestions { get; set; } = 64;

    /// <summary>Experiment and sleep requests that may wait, each, 1 to 100,000. Default 256.</summary>
    [SettingRange(Section + ":MaxWaitingBackground", 1, 100_000)]
    public int MaxWaitingBackground { get; set; } = 256;

    /// <summary>Questions of one owner that may wait, 1 to 100,000; the owner's next is refused while others can still ask. Default 32.</summary>
    [SettingRange(Section + ":MaxWaitingQuestionsPerOwner", 1, 100_000)]
    public int MaxWaitingQuestionsPerOwner { get; set; } = 32;

    /// <summary>
    /// Ageing: tokens that background work gets for each 100 tokens computed for questions while there are any, 0 (it may
    /// starve) to 100. Default 5. Never more than 32 tokens in one step.
    /// </summary>
    [SettingRange(Section + ":BackgroundPercent", 0, 100)]
    public int BackgroundPercent { get; set; } = 5;

    /// <summary>
    /// Riders: by how much background tokens that ride along in the decode steps of questions may lengthen the time between
    /// two tokens of a question on average, 0 (nothing rides along) to 100 percent. Default 25. No step that reads a
    /// question's prompt has riders.
    /// </summary>
    [SettingRange(Section + ":RiderPercent", 0, 100)]
    public int RiderPercent { get; set; } = 25;

    /// <summary>Most tokens drafted by lookup for one generation in a step, 0 (off) to 16. Default 8.</summary>
    [SettingRange(Section + ":LookupTokens", 0, 16)]
    public int LookupTokens { get; set; } = 8;

    internal int LimitOf(GenerationClass @class) =>
        @class == GenerationClass.Question ? MaxWaitingQuestions : MaxWaitingBackground;

    /// <summary>Most requests of one owner that can ever wait at once.</summary>
    internal int GroupLimitOf(GenerationClass @class) =>
        @class == GenerationClass.Question ? Math.Min(MaxWaitingQuestions, MaxWaitingQuestionsPerOwner) : MaxWaitingBackground;

    /// <summary>The setting that this follows from.</summary>
    internal string GroupSettingOf(GenerationClass @class) => $"{Section}:" + (
        @class != GenerationClass.Question ? nameof(MaxWaitingBackground)
        : MaxWaitingQuestions <= MaxWaitingQuestionsPerOwner ? nameof(MaxWaitingQuestions)
        : nameof(MaxWaitingQuestionsPerOwner));
}

/// <summary>What no single setting can tell.</summary>
internal sealed class GenerationOptionsRules : IValidateOptions<GenerationOptions>
{
    public ValidateOptionsResult Validate(string? name, GenerationOptions options) =>
        Failures(options).ToList() is { Count: > 0 } failures ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;

    private static IEnumerable<string> Failures(GenerationOptions options)
    {
        if (options.BatchTokens > options.CellCount)
            yield return $"{GenerationOptions.Section}:BatchTokens is {options.BatchTokens:N0}; it may not be above {GenerationOptions.Section}:CellCount, which is {options.CellCount:N0}.";

        // A step then has a token for everyone who is admitted: nobody's prompt waits behind others that decode.
        if (options.BatchTokens < options.MaxSequences)
            yield return $"{GenerationOptions.Section}:BatchTokens is {options.BatchTokens:N0}; it may not be below {GenerationOptions.Section}:MaxSequences, which is {options.MaxSequences:N0}.";
    }
}

[OptionsValidator]
internal sealed partial class GenerationOptionsValidator : IValidateOptions<GenerationOptions>;
