using Microsoft.Extensions.Options;
using SleepTime.Engine.ModelHosting.Prompts;

namespace SleepTime.Engine.RemoteEngines;

[OptionsValidator]
internal sealed partial class RemoteOptionsValidator : IValidateOptions<RemoteOptions>;

/// <summary>What annotations cannot say. An address or key that is refused is not repeated: start-up failures are logged, and either may hold a secret.</summary>
internal sealed class RemoteOptionsRules : IValidateOptions<RemoteOptions>
{
    private const int MostConcurrent = 256;

    public ValidateOptionsResult Validate(string? name, RemoteOptions options)
    {
        var faults = options.Endpoints.SelectMany(Faults).ToList();
        if (!PromptProfile.Names.Contains(options.Profile))
            faults.Add($"{RemoteOptions.Section}:Profile names \"{options.Profile}\", which does not exist. There are: {string.Join(", ", PromptProfile.Names)}.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(RemoteEndpointOptions endpoint, int index)
    {
        var key = KeyOf(index);
        if (!Uri.TryCreate(endpoint.Url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            yield return $"{key}:Url has to be an address that begins with http:// or https://, such as http://localhost:8000/v1.";
        else if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
            yield return $"{key}:Url has a name, a password or a query in it. Name the address alone, and the key with {key}:ApiKey.";
        if (string.IsNullOrWhiteSpace(endpoint.Model))
            yield return $"{key}:Model is missing. Name the model as that engine does; its /v1/models lists them.";
        if (endpoint.ApiKey?.All(sign => sign is > ' ' and <= '~') == false)
            yield return $"{key}:ApiKey has spaces or signs that no key has. Copy it again.";
        if (endpoint.MaxConcurrent is < 1 or > MostConcurrent)
            yield return $"{key}:MaxConcurrent is {endpoint.MaxConcurrent:N0}; it has to be from 1 to {MostConcurrent}.";
        if (!Enum.IsDefined(endpoint.Kind))
            yield return $"{key}:Kind has to be one of {string.Join(", ", Enum.GetNames<RemoteKind>())}.";
    }

    public static string KeyOf(int index) => $"{RemoteOptions.Section}:Endpoints:{index}";
}
