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

    internal TimeSpan IdleTime => TimeSpan.FromSeconds(IdleSeconds);
}
