using Microsoft.Extensions.Options;

namespace SleepTime.Engine.Contexts;

/// <summary>What may be given as a context; section <c>SleepTime:Upload</c>.</summary>
public sealed class UploadOptions
{
    public const string Section = "SleepTime:Upload";

    /// <summary>Most bytes of one text as UTF-8, pasted or read from a file. 1,024 to 67,108,864. Default: 8,388,608.</summary>
    [SettingRange("SleepTime:Upload:MaxBytes", 1_024, 67_108_864)]
    public int MaxBytes { get; set; } = 8_388_608;

    /// <summary>Most bytes of one file, whatever text is in it. 1,024 to 1,073,741,824. Default: 33,554,432.</summary>
    [SettingRange("SleepTime:Upload:MaxFileBytes", 1_024, 1_073_741_824)]
    public int MaxFileBytes { get; set; } = 33_554_432;

    /// <summary>Most files of one request or one drop on the page. 1 to 10,000. Default: 500.</summary>
    [SettingRange("SleepTime:Upload:MaxFiles", 1, 10_000)]
    public int MaxFiles { get; set; } = 500;

    /// <summary>Most bytes of all files that wait, arrive (each counted as the largest) or are kept for another try, on disk. 1,048,576 to 1,099,511,627,776. Default: 2,147,483,648.</summary>
    [SettingRange("SleepTime:Upload:MaxWaitingBytes", 1_048_576, 1_099_511_627_776)]
    public long MaxWaitingBytes { get; set; } = 2_147_483_648;

    /// <summary>Most pages of one file. 1 to 100,000. Default: 2,000.</summary>
    [SettingRange("SleepTime:Upload:MaxPages", 1, 100_000)]
    public int MaxPages { get; set; } = 2_000;

    /// <summary>Longest time for reading one file, in seconds. 1 to 3,600. Default: 60.</summary>
    [SettingRange("SleepTime:Upload:MaxSeconds", 1, 3_600)]
    public int MaxSeconds { get; set; } = 60;

    /// <summary>Most bytes of managed memory for reading one file, in a process of its own. 67,108,864 to 17,179,869,184. Default: 536,870,912.</summary>
    [SettingRange("SleepTime:Upload:MaxMemoryBytes", 67_108_864, 17_179_869_184)]
    public long MaxMemoryBytes { get; set; } = 536_870_912;

    /// <summary>Processes that read files with a structure side by side, started when needed. 1 to 64. Default: 2.</summary>
    [SettingRange("SleepTime:Upload:Extractors", 1, 64)]
    public int Extractors { get; set; } = 2;

    /// <summary>How long an upload stays in the list, and the bytes of one that failed on disk, in hours. 1 to 8,760. Default: 72.</summary>
    [SettingRange("SleepTime:Upload:KeepHours", 1, 8_760)]
    public int KeepHours { get; set; } = 72;

    /// <summary>Extensions that are read as plain text beside .txt, .csv and .json: source code by default. With their dots, divided by spaces.</summary>
    public string CodeTypes { get; set; } =
        ".c .cc .cpp .cs .css .go .h .hpp .ini .java .js .jsx .kt .lua .php .pl .proto .ps1 .py .r .rb .rs .scala .sh .sql .swift .toml .ts .tsx .vb .xml .yaml .yml";
}

[OptionsValidator]
internal sealed partial class UploadOptionsValidator : IValidateOptions<UploadOptions>;
