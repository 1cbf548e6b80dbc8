// Everything that Platica.Functions needs in Azure, in one resource group. Deployed by `azd up`; docs/operations.md says how to run it.
targetScope = 'subscription'

@minLength(1)
@maxLength(40)
@description('Name of the azd environment; it is part of the names of all resources.')
param environmentName string

// Not every region offers Flex Consumption: az functionapp list-flexconsumption-locations.
@minLength(1)
@description('Region of everything, your customers\' data included.')
@metadata({ azd: { type: 'location' } })
param location string

@description('Who deploys: gets to read and to change the signing secret.')
param principalId string

@description('User for a person, ServicePrincipal for a pipeline.')
@allowed(['User', 'ServicePrincipal'])
param principalType string

@secure()
@minLength(1)
@description('Signing secret of the first deployment, made by azd. Later ones leave the secret in the vault as it is.')
param signingSecret string

@secure()
@minLength(32)
@description('Key under which erased persons are remembered, of the first deployment. Later ones leave the one in the vault as it is.')
param erasureKey string

@description('Rotation: version of the signing secret that stays valid beside the current one. Empty: none.')
param previousSecretVersion string = ''

@description('Take Watsi\'s webhooks too. Their signing secret comes from Watsi: somebody has to put it into the vault.')
param watsi bool = false

@description('Rotation: version of Watsi\'s signing secret that stays valid beside the current one. Empty: none.')
param previousWatsiSecretVersion string = ''

@allowed(['off', 'header', 'path', 'both'])
@description('Take Whapi.Cloud\'s webhooks too, with a secret in a header, in the path of the URL, or in both.')
param whapi string = 'off'

@description('Name of the header with the secret. Empty: X-Webhook-Secret.')
param whapiHeaderName string = ''

@secure()
@minLength(1)
@description('Secret for the header, of the first deployment that has one. Later ones leave the one in the vault as it is.')
param whapiSecret string

@secure()
@minLength(1)
@description('Secret for the path, of the first deployment that has one. Later ones leave the one in the vault as it is.')
param whapiPathSecret string

@description('Rotation: version of the header\'s secret that stays valid beside the current one. Empty: none.')
param previousWhapiSecretVersion string = ''

@description('Rotation: version of the path\'s secret that stays valid beside the current one. Empty: none.')
param previousWhapiPathSecretVersion string = ''

@allowed(['flex', 'dedicated'])
@description('flex: Flex Consumption. dedicated: an App Service plan with Always On, for the 700 ms of WhatsApp Flows.')
param hosting string = 'flex'

@minValue(1)
@maxValue(1000)
@description('flex: instances for HTTP that never sleep.')
param httpAlwaysReady int = 1

@allowed([512, 2048, 4096])
@description('flex: memory of an instance in MB.')
param instanceMemoryMB int = 2048

@minValue(40)
@maxValue(1000)
@description('flex: instances at most.')
param maximumInstanceCount int = 40

@minValue(1)
@maxValue(1000)
@description('flex: HTTP requests that an instance serves at once. A low number sends a burst to cold instances.')
param httpConcurrency int = 100

@description('dedicated: size of the plan; it has to be one with Always On.')
param dedicatedSku string = 'P0v3'

@minValue(1)
@maxValue(30)
@description('dedicated: number of instances. They do not scale by themselves.')
param dedicatedInstances int = 1

@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_RAGRS', 'Standard_GZRS', 'Standard_RAGZRS'])
@description('Copies of the business\'s data. The host\'s own account is always Standard_LRS.')
param dataRedundancy string = 'Standard_ZRS'

@description('Lock the business\'s storage account against deletion, by azd down too.')
param lockData bool = true

@maxLength(20)
@description('What the names of the tables in use begin with, after a rebuild into fresh ones: letters and digits, a letter first. Empty: nothing.')
param tablesPrefix string = ''

@minValue(1)
@maxValue(365)
@description('Days that deleted and overwritten blobs can be had back. Tables have no such thing.')
param blobRetentionDays int = 14

@description('Days that rows of each kind are kept; an empty text means for ever. docs/operations.md says what the kinds are.')
param retention object = {}

@minValue(30)
@maxValue(730)
@description('Days that logs and metrics are kept.')
param logRetentionDays int = 30

@description('Who gets the alerts. Empty: they show in the portal only.')
param alertEmail string = ''

@allowed(['PT1H', 'PT2H', 'PT3H', 'PT4H', 'PT5H', 'PT6H', 'P1D', 'P2D'])
@description('Alert when no delivery was accepted for so long.')
param silenceWindow string = 'P1D'

@minValue(1)
@description('Alert when so many deliveries were refused within an hour.')
param refusedThreshold int = 3

@minValue(1)
@description('Alert when so many Flow answers within 30 minutes were the fallback.')
param flowFallbackThreshold int = 3

@minValue(1)
@description('Alert when the oldest message has waited so many minutes.')
param oldestMessageMinutes int = 15

var tags = { 'azd-env-name': environmentName }
var token = toLower(uniqueString(subscription().id, environmentName, location))
// Flex Consumption and a plan cannot be exchanged under one app: each has its own name, so that one can take over from the other.
var functionAppName = hosting == 'flex' ? 'func-${token}' : 'func-dedicated-${token}'
var keyVaultName = 'kv-${token}'
var secretName = 'platica-secret'
var erasureKeyName = 'platica-erasure-key'
var watsiSecretName = 'watsi-secret'
var whapiSecretName = 'whapi-secret'
var whapiPathSecretName = 'whapi-path-secret'
var whapiHasHeader = contains(['header', 'both'], whapi)
var whapiHasPath = contains(['path', 'both'], whapi)
var queueName = 'deliveries'
var deploymentContainer = 'app-package'
var maxBodyBytes = 1048576

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: { name: 'id-${token}', location: location, tags: tags }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    workspaceName: 'log-${token}'
    applicationInsightsName: 'appi-${token}'
    location: location
    tags: tags
    retentionDays: logRetentionDays
  }
}

module hostStorage 'modules/host-storage.bicep' = {
  scope: group
  params: {
    name: 'sthost${token}'
    location: location
    tags: tags
    deploymentContainer: deploymentContainer
  }
}

module dataStorage 'modules/data-storage.bicep' = {
  scope: group
  params: {
    name: 'stdata${token}'
    location: location
    tags: tags
    redundancy: dataRedundancy
    lock: lockData
    retentionDays: blobRetentionDays
  }
}

module serviceBus 'modules/service-bus.bicep' = {
  scope: group
  params: { namespaceName: 'sb-${token}', queueName: queueName, location: location, tags: tags }
}

module keyVault 'modules/key-vault.bicep' = {
  scope: group
  params: {
    name: keyVaultName
    location: location
    tags: tags
    secretName: secretName
    signingSecret: signingSecret
    erasureKeyName: erasureKeyName
    erasureKey: erasureKey
    makesWhapiSecret: whapiHasHeader
    whapiSecretName: whapiSecretName
    whapiSecret: whapiSecret
    makesWhapiPathSecret: whapiHasPath
    whapiPathSecretName: whapiPathSecretName
    whapiPathSecret: whapiPathSecret
  }
}

module roles 'modules/roles.bicep' = {
  scope: group
  params: {
    identityPrincipalId: identity.outputs.principalId
    deployerPrincipalId: principalId
    deployerPrincipalType: principalType
    hostStorageName: hostStorage.outputs.name
    dataStorageName: dataStorage.outputs.name
    dataContainerName: dataStorage.outputs.containerName
    serviceBusName: serviceBus.outputs.namespaceName
    queueName: queueName
    keyVaultName: keyVault.outputs.name
    applicationInsightsName: monitoring.outputs.applicationInsightsName
  }
}

@description('What the platform puts a secret of the vault in place of: its current version, read again about daily.')
func currentSecret(vault string, name string) string => '@Microsoft.KeyVault(VaultName=${vault};SecretName=${name})'

@description('The same of one version; nothing where none is named.')
func secretOfVersion(vault string, name string, version string) string =>
  empty(version) ? '' : '@Microsoft.KeyVault(VaultName=${vault};SecretName=${name};SecretVersion=${version})'

// A setting that is empty counts as not set.
var secretSettings = {
  Platica__Secret: currentSecret(keyVaultName, secretName)
  Platica__PreviousSecret: secretOfVersion(keyVaultName, secretName, previousSecretVersion)
  Erasure__Key: currentSecret(keyVaultName, erasureKeyName)
}
var watsiSettings = watsi ? {
  Watsi__Secret: currentSecret(keyVaultName, watsiSecretName)
  Watsi__PreviousSecret: secretOfVersion(keyVaultName, watsiSecretName, previousWatsiSecretVersion)
} : {}
var whapiHeaderSettings = whapiHasHeader ? {
  Whapi__Secret: currentSecret(keyVaultName, whapiSecretName)
  Whapi__PreviousSecret: secretOfVersion(keyVaultName, whapiSecretName, previousWhapiSecretVersion)
  Whapi__SecretHeader: whapiHeaderName
} : {}
var whapiPathSettings = whapiHasPath ? {
  Whapi__PathSecret: currentSecret(keyVaultName, whapiPathSecretName)
  Whapi__PreviousPathSecret: secretOfVersion(keyVaultName, whapiPathSecretName, previousWhapiPathSecretVersion)
} : {}
var retentionSettings = toObject(items(retention), kind => 'Retention__${kind.key}', kind => kind.value)

var settings = union(secretSettings, watsiSettings, whapiHeaderSettings, whapiPathSettings, retentionSettings, {
  AZURE_CLIENT_ID: identity.outputs.clientId

  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identity.outputs.clientId
  AzureWebJobsStorage__blobServiceUri: hostStorage.outputs.blobEndpoint
  AzureWebJobsStorage__tableServiceUri: hostStorage.outputs.tableEndpoint

  ServiceBusConnection__credential: 'managedidentity'
  ServiceBusConnection__clientId: identity.outputs.clientId
  ServiceBusConnection__fullyQualifiedNamespace: serviceBus.outputs.host
  ServiceBusQueueName: queueName

  TablesConnection__credential: 'managedidentity'
  TablesConnection__clientId: identity.outputs.clientId
  TablesConnection__tableServiceUri: dataStorage.outputs.tableEndpoint
  Tables__Prefix: tablesPrefix

  BlobsConnection__credential: 'managedidentity'
  BlobsConnection__clientId: identity.outputs.clientId
  BlobsConnection__blobServiceUri: dataStorage.outputs.blobEndpoint

  APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.connectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.outputs.clientId};Authorization=AAD'

  // The host reads a body before our code sees it, and answers one over its limit with a bare 500. Ours says 413, counts and alerts; so it
  // comes first, and the host's only bounds the memory.
  Receiver__MaxBodyBytes: string(maxBodyBytes)
  FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: string(maxBodyBytes * 2)
})

module flexApp 'modules/flex-app.bicep' = if (hosting == 'flex') {
  scope: group
  params: {
    name: functionAppName
    planName: 'plan-${token}'
    location: location
    tags: tags
    identityId: identity.outputs.id
    deploymentContainerUrl: '${hostStorage.outputs.blobEndpoint}${deploymentContainer}'
    settings: settings
    httpAlwaysReady: httpAlwaysReady
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    httpConcurrency: httpConcurrency
  }
  // An app that starts before its roles finds neither its package nor its secret.
  dependsOn: [roles]
}

module dedicatedApp 'modules/dedicated-app.bicep' = if (hosting == 'dedicated') {
  scope: group
  params: {
    name: functionAppName
    planName: 'plan-dedicated-${token}'
    location: location
    tags: tags
    identityId: identity.outputs.id
    settings: settings
    sku: dedicatedSku
    instances: dedicatedInstances
  }
  dependsOn: [roles]
}

var appUrl = 'https://${hosting == 'flex' ? flexApp!.outputs.hostName : dedicatedApp!.outputs.hostName}'
var healthUrl = '${appUrl}/api/health'

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    applicationInsightsId: monitoring.outputs.applicationInsightsId
    email: alertEmail
    silenceWindow: silenceWindow
    refusedThreshold: refusedThreshold
    flowFallbackThreshold: flowFallbackThreshold
    oldestMessageMinutes: oldestMessageMinutes
  }
}

module availability 'modules/availability.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    applicationInsightsId: monitoring.outputs.applicationInsightsId
    actionGroupId: alerts.outputs.actionGroupId
    url: healthUrl
  }
}

// azd copies outputs into the environment file and into user secrets: nothing secret may be among them.
output AZURE_LOCATION string = location
output AZURE_TENANT_ID string = tenant().tenantId
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_KEY_VAULT_NAME string = keyVaultName
output PLATICA_SECRET_NAME string = secretName
output PLATICA_FUNCTION_APP string = functionAppName
output PLATICA_URL string = appUrl
output PLATICA_WEBHOOK_URL string = '${appUrl}/api/webhooks/platica'
output PLATICA_WATSI_WEBHOOK_URL string = watsi ? '${appUrl}/api/webhooks/watsi' : ''
output PLATICA_WATSI_SECRET_NAME string = watsi ? watsiSecretName : ''
output PLATICA_WHAPI_WEBHOOK_URL string = whapi == 'off' ? '' : '${appUrl}/api/webhooks/whapi'
output PLATICA_WHAPI_SECRET_NAME string = whapiHasHeader ? whapiSecretName : ''
output PLATICA_WHAPI_PATH_SECRET_NAME string = whapiHasPath ? whapiPathSecretName : ''
output PLATICA_HEALTH_URL string = healthUrl
output PLATICA_DATA_ACCOUNT string = dataStorage.outputs.name
