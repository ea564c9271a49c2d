using System.Diagnostics;
using System.Security.Cryptography;
using SleepTime.Benchmarks.Hosting;
using SleepTime.Engine.Runtimes;
using SleepTime.Engine.Runtimes.LlamaCpp;

namespace SleepTime.Benchmarks.Node;

/// <summary>
/// The npm packages of the comparison. They are fetched when it is first run, without the optional ones: what is missing
/// then, llama.cpp's native files, Node finds further up in the packages that the build has restored.
/// </summary>
internal static class NodePackages
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "SleepTime.Benchmarks", "Node");

    /// <exception cref="InvalidOperationException">npm could not fetch them.</exception>
    public static async Task RestoreAsync()
    {
        if (Directory.Exists(Path.Combine(Folder, "node_modules", "node-llama-cpp")))
            return;
        Console.Error.WriteLine("Restoring node-llama-cpp");
        // Not "npm ci": it wants every optional package in the lock file, and some of this release exist for Linux only.
        string[] arguments = ["install", "--no-save", "--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
        using var npm = Process.Start(new ProcessStartInfo("npm", arguments) { WorkingDirectory = Folder })
            ?? throw new InvalidOperationException("npm could not be started: install Node.js 20 or newer.");
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
            throw new InvalidOperationException("npm could not restore node-llama-cpp (its own message is above): check the network or npm's registry setting.");
    }

    /// <summary>Makes sure that both sides run the same machine code.</summary>
    /// <param name="package">The folder of the native package that Node found.</param>
    /// <exception cref="InvalidOperationException">A library differs.</exception>
    public static async Task VerifySameLibrariesAsync(string package)
    {
        if (BuiltRuntime.IsLLamaSharp)
            throw new InvalidOperationException("node-llama-cpp has the libraries of our own binding: build without -p:LlamaRuntime=LLamaSharp to compare them.");
        foreach (var ours in Directory.GetFiles(LlamaCppRuntime.DefaultDirectory))
        {
            var theirs = Directory.GetFiles(package, Path.GetFileName(ours), SearchOption.AllDirectories).FirstOrDefault();
            if (theirs is null || await HashAsync(ours) != await HashAsync(theirs))
                throw new InvalidOperationException($"node-llama-cpp does not use the same {Path.GetFileName(ours)}, so the two cannot be compared: build anew and delete {Folder}{Path.DirectorySeparatorChar}node_modules.");
        }
    }

    private static async Task<string> HashAsync(string file)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexString(await SHA256.HashDataAsync(stream));
    }
}
