using SleepTime.Engine.Contexts;

namespace SleepTime.Web.Components.Shared;

/// <summary>Pages of lists as addresses ask for them.</summary>
public static class ListPages
{
    /// <summary>Reads a page; the last one where the address asks for one beyond it.</summary>
    public static async Task<Page<T>> OrLastAsync<T>(int page, int pageSize, Func<int, Task<Page<T>>> read)
    {
        var found = await read(page);
        return found is { Items.Count: 0, Total: > 0 } ? await read(Count(found.Total, pageSize)) : found;
    }

    public static int Count(int total, int pageSize) => (total + pageSize - 1) / pageSize;
}
