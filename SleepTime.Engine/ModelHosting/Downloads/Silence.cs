namespace SleepTime.Engine.ModelHosting.Downloads;

/// <summary>Ends what waits on another machine when nothing comes for too long, and tells network failures from everything else.</summary>
internal sealed class Silence : IDisposable
{
    private readonly TimeSpan _longest;
    private readonly CancellationToken _cancelled;
    private readonly CancellationTokenSource _silent;
    private readonly CancellationTokenSource _either;

    public Silence(TimeSpan longest, TimeProvider time, CancellationToken cancelled)
    {
        (_longest, _cancelled) = (longest, cancelled);
        _silent = new CancellationTokenSource(longest, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_silent.Token, cancelled);
    }

    /// <exception cref="HubException">The other side is silent or gone: worth another try.</exception>
    public async Task<T> EndAsync<T>(Func<CancellationToken, Task<T>> wait, string host)
    {
        _silent.CancelAfter(_longest);
        try
        {
            return await wait(_either.Token);
        }
        catch (OperationCanceledException e) when (_silent.IsCancellationRequested && !_cancelled.IsCancellationRequested)
        {
            throw new HubException($"{host} sent nothing for {_longest.TotalSeconds:0} seconds.", e) { IsPassing = true };
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.NameResolutionError)
        {
            throw new HubException($"{host} is not known on this network.", e) { IsPassing = true };
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.SecureConnectionError)
        {
            throw new HubException($"There is no secure connection to {host} ({Reason(e)}): check this machine's clock and certificates, and SleepTime:Hub:Endpoint.", e);
        }
        catch (HttpIOException e)
        {
            // Its words count bytes that nobody asked about.
            throw new HubException($"The connection to {host} broke.", e) { IsPassing = true };
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new HubException($"The connection to {host} broke ({Reason(e)}).", e) { IsPassing = true };
        }
        finally
        {
            // What this machine does with what came, such as writing it to a slow disk, is no silence of the other.
            _silent.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        _either.Dispose();
        _silent.Dispose();
    }

    private static string Reason(Exception e) => e.GetBaseException().Message.TrimEnd('.');
}
