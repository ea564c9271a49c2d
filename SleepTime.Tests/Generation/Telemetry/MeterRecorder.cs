using System.Diagnostics.Metrics;
using SleepTime.Engine.Generation.Telemetry;

namespace SleepTime.Tests.Generation.Telemetry;

/// <summary>Keeps what the instruments of one meter factory measure.</summary>
internal sealed class MeterRecorder : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Lock _gate = new();
    private readonly List<(string Name, double Value, KeyValuePair<string, object?>[] Tags)> _measured = [];

    public MeterRecorder(IMeterFactory factory)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == GenerationMeter.Name && ReferenceEquals(instrument.Meter.Scope, factory))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    public void Observe() => _listener.RecordObservableInstruments();

    public int Count(string name) => Of(name).Count();

    public double Sum(string name) => Of(name).Sum(measured => measured.Value);

    public double Sum(string name, string tag, string value) =>
        Of(name).Where(measured => measured.Tags.Contains(new(tag, value))).Sum(measured => measured.Value);

    public void Dispose() => _listener.Dispose();

    private IEnumerable<(string Name, double Value, KeyValuePair<string, object?>[] Tags)> Of(string name)
    {
        lock (_gate)
            return [.. _measured.Where(measured => measured.Name == name)];
    }

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_gate)
            _measured.Add((instrument.Name, value, tags.ToArray()));
    }
}
