using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using SleepTime.Web.Hosting;

namespace SleepTime.Tests.Hosting;

public sealed class AskerTests
{
    [Fact]
    public void Name_TwoTabs_AreTwoAskers() => Assert.NotEqual(new Asker().Name, new Asker().Name);

    [Fact]
    public void Of_NobodySignedIn_IsTheAddress()
    {
        var call = new DefaultHttpContext();
        call.Connection.RemoteIpAddress = IPAddress.Parse("192.0.2.7");

        Assert.Equal("address 192.0.2.7", Asker.Of(call));
    }

    [Fact]
    public void Of_SignedIn_IsTheUserWhereverTheyAre()
    {
        var call = new DefaultHttpContext { User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "ann")], "test")) };
        call.Connection.RemoteIpAddress = IPAddress.Parse("192.0.2.7");

        Assert.Equal("user ann", Asker.Of(call));
    }
}
