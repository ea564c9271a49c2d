using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using SleepTime.Engine.Insights.Figures;
using SleepTime.Web.Endpoints.Exports;

namespace SleepTime.Web.Endpoints.Contracts;

/// <summary>Which runs a figure is about, and how it is wanted.</summary>
public readonly record struct InsightsQuery(
    [property: FromQuery(Name = "contextId")] Guid? ContextId,
    [property: FromQuery(Name = "owner"), Description("Who asked.")] string? Owner,
    [property: FromQuery(Name = "model"), Description("Which model answered, by its id.")] string? Model,
    [property: FromQuery(Name = "from"), Description("Asked at this moment or later.")] DateTimeOffset? From,
    [property: FromQuery(Name = "to"), Description("Asked before this moment.")] DateTimeOffset? To,
    [property: FromQuery(Name = "format"), Description("json, which is the default, csv or md: the rows of the page.")] string? Format)
{
    public InsightsFilter ToFilter() => new(ContextId, Owner, Model, From, To);

    /// <exception cref="InvalidRequestException">The format is none.</exception>
    internal ExportFormat ToFormat() => ExportFormats.ParseOrJson(Format);
}
