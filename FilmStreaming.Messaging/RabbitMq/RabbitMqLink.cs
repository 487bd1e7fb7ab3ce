using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace FilmStreaming.Messaging.RabbitMq;

/// <summary>
/// Keeps one connection to the broker. The first connection, a lost connection, a channel that the broker closed, and a
/// declaration that failed are all mended in the same way: open everything anew. The client's own recovery is off because it
/// knows only the second of these cases.
/// </summary>
internal abstract partial class RabbitMqLink(
    string purpose,
    IConnectionFactory factory,
    IHostEnvironment environment,
    IOptions<MessagingOptions> options,
    TimeProvider clock,
    ILogger logger) : BackgroundService
{
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private volatile IConnection? _open;
    private volatile string _fault = "not connected yet";

    /// <summary>Why it is not open, or null when it is.</summary>
    public string? Fault => _open is not null ? null : $"{purpose}: {_fault}";

    /// <summary>A channel for a single use, whose end does not end the connection.</summary>
    /// <exception cref="BrokerUnreachableException">There is no connection now.</exception>
    public Task<IChannel> OpenChannelAsync(CancellationToken cancellationToken) =>
        (_open ?? throw new BrokerUnreachableException(new IOException(Fault))).CreateChannelAsync(cancellationToken: cancellationToken);

    protected MessagingOptions Options => options.Value;

    protected TimeProvider Clock => clock;

    /// <summary>Opens the channels and declares what they need. Whatever <paramref name="lost"/> is told of ends the connection.</summary>
    protected abstract Task OpenAsync(IConnection connection, Action<string> lost, CancellationToken cancellationToken);

    /// <summary>Ends the use of the channels; on a stop, after what they are busy with.</summary>
    protected abstract Task CloseAsync(bool stopping);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var delay = Options.ReconnectDelay;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var reason = await HoldAsync(stoppingToken);
                delay = Options.ReconnectDelay;
                LogLost(purpose, reason);
                _fault = reason;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (TopologyConflictException e)
            {
                LogConflict(e.Message);
                _fault = e.Message;
            }
            catch (Exception e)
            {
                LogUnreachable(purpose, e.Message, delay.TotalSeconds);
                _fault = e.Message;
            }

            await Task.Delay(delay, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, Options.MaxReconnectDelay.Ticks));
        }
    }

    /// <returns>Why the connection was lost.</returns>
    private async Task<string> HoldAsync(CancellationToken stoppingToken)
    {
        var lost = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var connection = await ConnectAsync(stoppingToken);
        try
        {
            connection.ConnectionShutdownAsync += (_, shutdown) =>
            {
                lost.TrySetResult(shutdown.ReplyText);
                return Task.CompletedTask;
            };
            await OpenAsync(connection, reason => lost.TrySetResult(reason), stoppingToken);
            _open = connection;
            LogOpen(purpose, connection.Endpoint.HostName, connection.Endpoint.Port);
            return await lost.Task.WaitAsync(stoppingToken);
        }
        finally
        {
            _open = null;
            await CloseAsync(stoppingToken.IsCancellationRequested);
            await connection.CloseAsync(
                Constants.ReplySuccess, "closed by the service", CloseTimeout, abort: true, CancellationToken.None);
            await connection.DisposeAsync();
        }
    }

    /// <summary>
    /// The client can wait for ever for a connection that breaks during the handshake (the fault drills found it). Such an attempt
    /// is left behind.
    /// </summary>
    private async Task<IConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connecting = factory.CreateConnectionAsync($"{environment.ApplicationName} {purpose}", cancellationToken);
        try
        {
            return await connecting.WaitAsync(HandshakeTimeout, clock, cancellationToken);
        }
        catch (Exception) when (!connecting.IsCompleted)
        {
            _ = DisposeAsync(connecting);
            throw;
        }
    }

    private static async Task DisposeAsync(Task<IConnection> connecting)
    {
        await ((Task)connecting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (connecting.IsCompletedSuccessfully)
            await (await connecting).DisposeAsync();
    }

    [LoggerMessage(LogLevel.Information, "Connected to RabbitMQ at {Host}:{Port} for {Purpose}")]
    private partial void LogOpen(string purpose, string host, int port);

    [LoggerMessage(LogLevel.Warning, "The RabbitMQ connection for {Purpose} was lost: {Reason}")]
    private partial void LogLost(string purpose, string reason);

    [LoggerMessage(LogLevel.Warning, "No RabbitMQ connection for {Purpose}: {Reason}; trying again in {Seconds} s")]
    private partial void LogUnreachable(string purpose, string reason, double seconds);

    [LoggerMessage(LogLevel.Error, "{Conflict}")]
    private partial void LogConflict(string conflict);
}
