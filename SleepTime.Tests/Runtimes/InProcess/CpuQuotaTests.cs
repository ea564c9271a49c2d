using SleepTime.Engine.Runtimes.InProcess;

namespace SleepTime.Tests.Runtimes.InProcess;

public sealed class CpuQuotaTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("cgroup");

    [Fact]
    public void Read_NoControlGroups_IsNull() => Assert.Null(CpuQuota.Read("/no/such/file", "/no/such/directory"));

    [Fact]
    public void Read_VersionTwoWithoutLimit_IsNull()
    {
        Write("cpu.max", "max 100000");

        Assert.Null(Read("0::/"));
    }

    [Fact]
    public void Read_VersionTwo_TakesTheTightestOfTheGroupAndThoseAbove()
    {
        Write("cpu.max", "max 100000");
        Write("team/cpu.max", "150000 100000");
        Write("team/app/cpu.max", "400000 100000");

        Assert.Equal(1.5, Read("0::/team/app"));
    }

    [Fact]
    public void Read_VersionOne_DividesQuotaByPeriod()
    {
        Write("cpu,cpuacct/app/cpu.cfs_quota_us", "250000");
        Write("cpu,cpuacct/app/cpu.cfs_period_us", "100000");

        Assert.Equal(2.5, Read("9:memory:/app\n4:cpu,cpuacct:/app"));
    }

    [Fact]
    public void Read_VersionOneWithoutLimit_IsNull()
    {
        Write("cpu/cpu.cfs_quota_us", "-1");
        Write("cpu/cpu.cfs_period_us", "100000");

        Assert.Null(Read("1:cpu:/"));
    }

    public void Dispose() => _root.Delete(recursive: true);

    private void Write(string path, string content)
    {
        var file = Path.Combine(_root.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    private double? Read(string processGroups)
    {
        Write("self", processGroups);
        return CpuQuota.Read(Path.Combine(_root.FullName, "self"), _root.FullName);
    }
}
