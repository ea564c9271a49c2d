using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using SleepTime.Engine.Experiments;

namespace SleepTime.Engine.Storage;

/// <summary>What an experiment does as JSON: it is read and written as a whole and never searched.</summary>
internal sealed class PlanConverter() : ValueConverter<ExperimentPlan, string>(plan => Write(plan), json => Read(json))
{
    // By name, so that a value keeps its meaning when members are put in or moved.
    private static readonly JsonSerializerOptions _options = new(JsonSerializerOptions.Web) { Converters = { new JsonStringEnumConverter() }, IgnoreReadOnlyProperties = true };

    private static string Write(ExperimentPlan plan) => JsonSerializer.Serialize(plan, _options);

    private static ExperimentPlan Read(string json) => JsonSerializer.Deserialize<ExperimentPlan>(json, _options)!;
}
