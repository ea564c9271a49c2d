using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace SleepTime.Web.Endpoints.Exports;

/// <summary>A file to save, sent while it is read: however many rows there are, few of them are in memory.</summary>
/// <param name="name">Of the file, without its ending.</param>
/// <param name="items">What is sent as JSON.</param>
/// <param name="text">What is sent otherwise, piece by piece.</param>
internal sealed class ExportResult<T>(string name, ExportFormat format, IAsyncEnumerable<T> items, Func<IAsyncEnumerable<string>> text) : IResult, IEndpointMetadataProvider
{
    private const int ChunkLength = 32 * 1024;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), ["text/csv", "application/json", "text/markdown"]));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = ExportFormats.ContentTypeOf(format);
        response.Headers.CacheControl = "no-store";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName($"{name}.{ExportFormats.EndingOf(format)}");
        response.Headers.ContentDisposition = disposition.ToString();
        if (format == ExportFormat.Json)
        {
            var options = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
            await JsonSerializer.SerializeAsync(response.Body, items, options, httpContext.RequestAborted);
            return;
        }

        var chunk = new StringBuilder();
        await foreach (var piece in text().WithCancellation(httpContext.RequestAborted))
        {
            chunk.Append(piece);
            if (chunk.Length < ChunkLength)
                continue;
            await response.WriteAsync(chunk.ToString(), httpContext.RequestAborted);
            chunk.Clear();
        }
        await response.WriteAsync(chunk.ToString(), httpContext.RequestAborted);
    }
}
