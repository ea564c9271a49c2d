namespace SleepTime.Web.Endpoints;

/// <summary>A request cannot be taken as it is; the message names the field, the value and what is accepted.</summary>
public sealed class InvalidRequestException(string field, string message) : Exception(message)
{
    public string Field { get; } = field;
}
