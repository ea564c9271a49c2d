using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.ModelHosting;

namespace SleepTime.Engine.Contexts.Sections;

internal static class VersionQueries
{
    /// <summary>The one version of a query, without its text where that is read in sections: a few of them will do then.</summary>
    /// <param name="model">Null while there is none: then nothing is known to be too long.</param>
    public static async Task<(ContextVersion? Version, bool IsLong)> ReadAsync(this IQueryable<ContextVersion> one, HostedModel? model, CancellationToken cancellationToken)
    {
        var isLong = model is not null && SectionRoom.IsLong(await one.Select(version => version.Tokens).SingleOrDefaultAsync(cancellationToken), model);
        return (await (isLong ? one.Select(ContextVersion.WithoutText) : one).SingleOrDefaultAsync(cancellationToken), isLong);
    }
}
