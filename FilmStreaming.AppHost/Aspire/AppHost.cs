using FilmStreaming.AppHost;
using FilmStreaming.ServiceDefaults;

var builder = DistributedApplication.CreateBuilder(args);

var mongo = builder.AddMongoDB(ResourceNames.Mongo)
    .WithDataVolume("filmstreaming-mongo")
    .WithLifetime(ContainerLifetime.Persistent);
var movieDb = mongo.AddDatabase(ResourceNames.MovieDb);
var userDb = mongo.AddDatabase(ResourceNames.UserDb);

var messaging = builder.AddRabbitMQ(ResourceNames.Messaging)
    .WithManagementPlugin()
    .WithDataVolume("filmstreaming-messaging")
    // The broker files its queues under its node name, which by default is the host name of a container and new with each.
    .WithEnvironment("RABBITMQ_NODENAME", $"{ResourceNames.Messaging}@localhost")
    .WithLifetime(ContainerLifetime.Persistent);

var cache = builder.AddRedis(ResourceNames.Cache)
    .WithDataVolume("filmstreaming-cache")
    .WithLifetime(ContainerLifetime.Persistent);

var administrator = builder.AddAdministrator();

var userApi = builder.AddService<Projects.FilmStreaming_UserApi>(ResourceNames.UserApi)
    .WithReference(userDb).WaitFor(userDb)
    .WithReference(messaging).WaitFor(messaging)
    .WithReference(cache).WaitFor(cache)
    .WithAdministrator(administrator)
    .WithMailServer()
    .BehindGateway();

var movieApi = builder.AddService<Projects.FilmStreaming_MovieApi>(ResourceNames.MovieApi)
    .WithReference(movieDb).WaitFor(movieDb)
    .WithReference(messaging).WaitFor(messaging)
    .WithReference(cache).WaitFor(cache)
    .WithReference(userApi)
    .BehindGateway();

builder.AddService<Projects.FilmStreaming_Gateway>(ResourceNames.Gateway, port: 8080)
    .WithExternalHttpEndpoints()
    .WithReference(cache).WaitFor(cache)
    .WithReference(movieApi).WaitFor(movieApi)
    .WithReference(userApi).WaitFor(userApi)
    .WithUrlForEndpoint("http", _ => new() { Url = "/docs", DisplayText = "API documentation" })
    .WithSampleCatalogueCommand(administrator)
    .WithTrustedProxies();

builder.AddPublishTarget();
builder.Build().Run();
