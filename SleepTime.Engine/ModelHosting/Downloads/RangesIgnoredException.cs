namespace SleepTime.Engine.ModelHosting.Downloads;

/// <summary>A host sent a whole file when asked for a part of it: it has to be fetched in one piece.</summary>
internal sealed class RangesIgnoredException() : Exception("The host gives whole files only.");
