namespace FilmStreaming.Tests.TransportContracts;

/// <summary>A network of services over one of the transports, for the contracts that both keep.</summary>
public abstract class TransportContract : IAsyncDisposable
{
    private MessagingNetwork? _network;

    private protected MessagingNetwork Network => _network ??= new(Broker());

    /// <summary>The address of RabbitMQ, or null for the in-process bus.</summary>
    protected abstract string? Broker();

    public async ValueTask DisposeAsync()
    {
        if (_network is not null)
            await _network.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
