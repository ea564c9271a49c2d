using SleepTime.Engine.Contexts;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Tests.Components.Shared;

public sealed class ListPagesTests
{
    [Theory]
    [InlineData(1, 0, new[] { 1 })]
    [InlineData(2, 30, new[] { 2 })]
    [InlineData(999, 30, new[] { 999, 2 })]
    [InlineData(999, 25, new[] { 999, 1 })]
    public async Task OrLastAsync_AnyPage_ReadsTheLastWhereThatOneIsBeyondIt(int page, int total, int[] read)
    {
        List<int> asked = [];
        await ListPages.OrLastAsync(page, 25, number =>
        {
            asked.Add(number);
            return Task.FromResult(new Page<int>([.. Enumerable.Range(1, total).Skip((number - 1) * 25).Take(25)], total));
        });
        Assert.Equal(read, asked);
    }
}
