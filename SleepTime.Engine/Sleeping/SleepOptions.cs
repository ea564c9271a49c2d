using System.ComponentModel.DataAnnotations;

namespace SleepTime.Engine.Sleeping;

/// <summary>When and how much to sleep; settings under <c>SleepTime:Sleep</c>.</summary>
public sealed class SleepOptions
{
    public const string Section = "SleepTime:Sleep";

    /// <summary>Whether jobs are worked on at all; when not, they wait and the queue shows as paused. Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Seconds without a question, running or waiting, after which a pass may start: 0 to 3600. Default 2.</summary>
    [Range(0.0, 3600.0, ErrorMessage = "SleepTime:Sleep:IdleSeconds has to be a number of seconds from 0 to 3600.")]
    public double IdleSeconds { get; set; } = 2;

    /// <summary>Passes of a job that does not say how many, 1 to 20, at most those of the prompt profile. Default null: all of them.</summary>
    [Range(1, 20, ErrorMessage = "SleepTime:Sleep:Passes has to be a number of passes from 1 to 20; leave it out for all that the prompts have.")]
    public int? Passes { get; set; }

    /// <summary>Runs of a job side by side, 1 to 10; more find more, and cost as much more. Default 1.</summary>
    [Range(1, 10, ErrorMessage = "SleepTime:Sleep:Samples has to be a number of runs from 1 to 10.")]
    public int Samples { get; set; } = 1;

    /// <summary>Temperature of runs side by side, 0.1 to 2; a single run takes the preset's. Default 0.7.</summary>
    [Range(0.1f, 2f, ErrorMessage = "SleepTime:Sleep:SampleTemperature has to be a number from 0.1 to 2.")]
    public float SampleTemperature { get; set; } = 0.7f;

    /// <summary>A pass after the first that brings fewer new notes than this is the last, 0 to 100. Default 1.</summary>
    [Range(0, 100, ErrorMessage = "SleepTime:Sleep:MinNewNotes has to be a number of notes from 0 to 100.")]
    public int MinNewNotes { get; set; } = 1;

    /// <summary>Completion tokens that a job may spend, 1 or more. Default null: as many as its passes take.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "SleepTime:Sleep:TokensPerContext has to be 1 or more; leave it out for no limit.")]
    public int? TokensPerContext { get; set; }

    /// <summary>Whether the model is asked about notes that the text does not show word by word; when not, they count as unverified. Default true.</summary>
    public bool AskModel { get; set; } = true;

    /// <summary>Percent of a GPU, 0 to 100, that other processes may use while a pass starts, where its driver tells; 100 does not look. Default 10.</summary>
    [Range(0.0, 100.0, ErrorMessage = "SleepTime:Sleep:OtherGpuPercent has to be a percentage from 0 to 100.")]
    public double OtherGpuPercent { get; set; } = 10;

    internal TimeSpan IdleTime => TimeSpan.FromSeconds(IdleSeconds);
}
